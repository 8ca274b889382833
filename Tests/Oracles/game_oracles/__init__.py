"""Independent oracles for the games and the training procedures: formulas, symbolic derivatives, high precision."""
