"""Oracles of matrix games, their learners and the continuous procedures next to them; see ../README.md."""
