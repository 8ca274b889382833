/// A request that must be refused.
struct Refused: Sendable {
  let arguments: String
  let code: Int32
  /// What the one sentence must contain.
  let words: [String]
  /// Files to be there.
  let files: [String: String]

  init(_ arguments: String, _ words: String..., code: Int32 = 64, files: [String: String] = [:]) {
    (self.arguments, self.words, self.code, self.files) = (arguments, words, code, files)
  }
}

/// Requests that must be refused: misspelt names, values out of their domain, files that cannot be read.
extension Refused {
  static let names = [
    Refused("simlate dirac-gan", "'simlate'", "did you mean 'simulate'?"),
    Refused("help simlate", "'simlate'", "did you mean 'simulate'?"),
    Refused("dirac-gan", "'dirac-gan' is a game", "gandyn simulate dirac-gan"),
    Refused("simulate", "name a game", "dirac-gan", "gandyn list games"),
    Refused("stability", "name a game"),
    Refused("simulate dirc-gan", "game 'dirc-gan'", "did you mean 'dirac-gan'?"),
    Refused("simulate dirac-gan bilinear", "'bilinear'"),
    Refused("describe dirac-gann", "'dirac-gann'", "did you mean 'dirac-gan'?"),
    Refused("describe", "<name>"),
    Refused("list game", "'game'", "games"),
    Refused("list", "<topic>"),
    Refused("selfcheck dirc-gan", "did you mean 'dirac-gan'?"),
    Refused("simulate dirac-gan --stpes 3", "'--stpes'", "did you mean '--steps'?"),
    Refused("simulate dirac-gan -x", "'-x'"),
    Refused("simulate dirac-gan --procedure alternatin", "procedure 'alternatin'", "did you mean 'alternating'?"),
    Refused(
      "simulate bilinear --procedure best-response", "best-response needs", "player 2", "two-gaussians"),
    Refused("stability dirac-gan --procedure best-response --option player=3", "player=3", "2 players"),
    Refused("simulate iterated-prisoners-dilemma --set discount=1", "discount must be >= 0 and < 1"),
    Refused("simulate dirac-gan --procedure all", "--procedure all", "stability"),
    Refused("simulate dirac-gan --set r11=0.3", "knob 'r11'", "did you mean 'r1'?"),
    Refused("simulate dirac-gan --set game.eta=0.3", "knob 'eta'"),
    Refused("simulate dirac-gan --set procedure.r1=0.3", "knob 'r1'"),
    Refused("simulate dirac-gan --set eta_3=0.3", "knob 'eta_3'", "did you mean 'eta_1'?"),
    Refused("simulate dirac-gan --option los=hinge", "option", "'los'", "did you mean 'loss'?"),
    Refused("simulate dirac-gan --option updates=1,5", "'updates'", "known: loss"),
    Refused("simulate dirac-gan --option loss=hing", "--option loss", "'hing'", "did you mean 'hinge'?"),
    Refused("simulate dirac-gan --start thta=1", "coordinate of dirac-gan 'thta'", "did you mean 'theta'?"),
    Refused("simulate dirac-gan --start gird:theta=-1:1:3", "--start 'gird'", "did you mean 'grid'?"),
    Refused("simulate dirac-gan --start grid:thta=-1:1:3", "'thta'", "did you mean 'theta'?"),
    Refused("simulate dirac-gan --start random:cont=3", "'cont'", "did you mean 'count'?"),
    Refused("simulate dirac-gan --until residul=1", "--until 'residul'", "did you mean 'residual'?"),
    Refused("simulate lqg-wgan --diagnostics kll", "diagnostic of lqg-wgan 'kll'", "did you mean 'kl'?"),
    Refused("simulate dirac-gan --diagnostics kl", "diagnostic of dirac-gan 'kl'", "there are none"),
    Refused("simulate dirac-gan --format xml", "'xml'", "--format", "csv"),
    Refused("stability dirac-gan --at centre", "'centre'", "--at", "equilibrium"),
  ]

  static let values = [
    Refused("simulate dirac-gan --set r1=-1", "--set r1=-1", "r1 must be >= 0"),
    Refused("stability dirac-gan --set r1=-1", "r1 must be >= 0"),
    Refused("simulate dirac-gan --set r1=nan", "--set r1=nan", "finite"),
    Refused("simulate dirac-gan --set r1=inf", "--set r1=inf", "finite"),
    Refused("simulate dirac-gan --set eta=-inf", "--set eta=-inf", "finite"),
    Refused("simulate dirac-gan --set eta=1e999", "--set eta=1e999", "finite"),
    Refused("simulate dirac-gan --set r1=x", "--set r1=x", "'x' is not a number"),
    Refused("simulate dirac-gan --set r1", "--set r1", "NAME=VALUE"),
    Refused("simulate dirac-gan --set r1=1,", "--set", "NAME=VALUE"),
    Refused("simulate dirac-gan --set eta=0", "eta must be > 0"),
    Refused("simulate dirac-gan --set eta=-0.1", "--set eta=-0.1", "eta must be > 0"),
    Refused("simulate dirac-gan --set eta_2=0", "eta_2 must be > 0"),
    Refused("simulate dirac-gan --set tau=0", "tau must be > 0"),
    Refused("simulate dirac-gan --procedure heavy-ball --set beta=1", "beta must be strictly between -1 and 1"),
    Refused("simulate dirac-gan --option loss", "--option loss", "NAME=VALUE"),
    Refused("simulate dirac-gan --procedure alternating --option updates=1", "updates=1", "2 players"),
    Refused("simulate dirac-gan --procedure alternating --option updates=1,x", "updates=1,x", "integers"),
    Refused("simulate dirac-gan --procedure alternating --option updates=0,1", "updates=0,1", "from 1 to 1000"),
    Refused(
      "simulate dirac-gan --procedure alternating --option updates=1,9223372036854775807",
      "updates=1,9223372036854775807",
      "from 1 to 1000"),
    Refused("simulate dirac-gan --procedure alternating --option first=3", "first=3", "2 players"),
    Refused("simulate bilinear --option dimension=0", "dimension=0", "from 1 to"),
    Refused("simulate bilinear --option dimension=two", "dimension=two", "an integer from 1 to"),
    Refused("simulate lqg-wgan --option dimension=65", "dimension=65", "from 1 to 64"),
    Refused("simulate lqg-wgan --option dimension=2 --set sigma_12=2", "--set", "sigma_12=2", "not positive definite"),
    Refused("simulate lqg-wgan --set sigma_11=0", "sigma_11=0", "not positive definite"),
    Refused("simulate quadratic", "--option file=FILE.yaml"),
    Refused("simulate dirac-gan --start theta=x", "--start theta=x", "'x' is not a finite number"),
    Refused("simulate dirac-gan --start theta=nan", "--start theta=nan", "finite"),
    Refused("simulate dirac-gan --start theta=1,theta=2", "theta is given twice"),
    Refused("simulate dirac-gan --start theta=1,", "NAME=VALUE"),
    Refused("simulate dirac-gan --start grid:", "grid:", "NAME=VALUE"),
    Refused("simulate dirac-gan --start grid:theta=-2:2", "grid:theta=-2:2", "FROM:TO:COUNT"),
    Refused("simulate dirac-gan --start grid:theta=-2:2:0", "grid:theta=-2:2:0", "count >= 1"),
    Refused("simulate dirac-gan --start grid:theta=-2:2:2.5", "FROM:TO:COUNT"),
    Refused("simulate dirac-gan --start grid:theta=-2:2:3:4", "FROM:TO:COUNT"),
    Refused("simulate dirac-gan --start grid:theta=a:2:3", "'a' is not a finite number"),
    Refused("simulate dirac-gan --start grid:theta=0:1:100000,psi=0:1:100000", "too many", "at most"),
    Refused("simulate dirac-gan --start random:count=0", "random:count=0", "from 1 to"),
    Refused("simulate dirac-gan --start random:count=x", "random:count=x", "integer"),
    Refused("simulate dirac-gan --start random:scale=-1", "random:scale=-1", ">= 0"),
    Refused("simulate dirac-gan --start random:scale=inf", "finite"),
    Refused("simulate dirac-gan --steps -1", "--steps -1", "an integer from 0 to"),
    Refused("simulate dirac-gan --steps 1.5", "--steps 1.5", "an integer from 0 to"),
    Refused("simulate dirac-gan --steps 99999999999999999999", "--steps 9999", "integer"),
    Refused("simulate dirac-gan --steps 9223372036854775807", "--steps 9223", "integer"),
    Refused("simulate dirac-gan --record-every 0", "--record-every 0", "an integer from 1 to"),
    Refused("simulate dirac-gan --threads 0", "--threads 0", "an integer from 1 to"),
    Refused("simulate dirac-gan --seed -1", "--seed -1", "an integer from 0 to"),
    Refused("selfcheck --seed x", "--seed x", "an integer from 0 to"),
    Refused("simulate dirac-gan --until residual=-1", "--until residual=-1", ">= 0"),
    Refused("simulate dirac-gan --until residual", "--until residual", "NAME=VALUE"),
    Refused("simulate dirac-gan --until residual=nan", "--until residual=nan", "finite"),
    Refused("stability dirac-gan --start grid:theta=0:1:3", "one point", "3"),
    Refused("stability dirac-gan --set gp=1", "no derivative along psi", "kink"),
    Refused("simulate dirac-gan --resume", "--resume", "-o FILE"),
    Refused("simulate dirac-gan --resume --force -o out.csv", "--resume and --force"),
  ]

  static let files = [
    Refused("simulate dirac-gan --start missing.csv", "--start", "'missing.csv'", "No such file", code: 65),
    Refused("simulate dirac-gan --start points", "--start", "'points'", "NAME=VALUE", code: 65),
    Refused("simulate dirac-gan --config missing.yaml", "--config", "'missing.yaml'", "No such file", code: 65),
    Refused("simulate bilinear --option matrix=missing.csv", "--option matrix", "'missing.csv'", code: 65),
    Refused("simulate quadratic --option file=missing.yaml", "--option file", "'missing.yaml'", code: 65),
    Refused("simulate dirac-gan --start .", "--start", "'.'", "directory", code: 65),
    Refused("simulate dirac-gan --config .", "--config", "directory", code: 65),
    Refused("simulate bilinear --option matrix=.", "--option matrix", "directory", code: 65),
    Refused("simulate dirac-gan --start a.csv", "a.csv:1:1", "empty", code: 65, files: ["a.csv": ""]),
    Refused("simulate dirac-gan --start a.csv", "no starting point", code: 65, files: ["a.csv": "theta,psi\n"]),
    Refused(
      "simulate dirac-gan --start a.csv", "a.csv:1:7", "'pi'", "did you mean 'psi'?", code: 65,
      files: ["a.csv": "theta,pi\n1,2\n"]),
    Refused(
      "simulate dirac-gan --start a.csv", "a.csv:3:3", "'x'", code: 65, files: ["a.csv": "theta,psi\n1,2\n1,x\n"]),
    Refused("simulate dirac-gan --start a.csv", "a.csv:2:3", "nan", code: 65, files: ["a.csv": "theta,psi\n1,nan\n"]),
    Refused(
      "simulate dirac-gan --start a.csv", "a.csv:3:", "expected 2", code: 65,
      files: ["a.csv": "theta,psi\n1,2\n1,2,3\n"]),
    Refused("simulate dirac-gan --start a.csv", "a.csv:2:1", "quote", code: 65, files: ["a.csv": "theta,psi\n\"1,2\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:2:1", "'stpes'", "did you mean 'steps'?", code: 65,
      files: ["c.yaml": "seed: 1\nstpes: 3\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:1:", "steps is 'many'", "an integer from 0 to", code: 65,
      files: ["c.yaml": "steps: many\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:1:", "steps is '-3'", code: 65, files: ["c.yaml": "steps: -3\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:1:", "quiet is 'maybe'", "true or false", code: 65,
      files: ["c.yaml": "quiet: maybe\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:1:", "'set' is a mapping", code: 65, files: ["c.yaml": "set: 3\n"]),
    Refused("simulate dirac-gan --config c.yaml", "c.yaml:1:1", "mapping", code: 65, files: ["c.yaml": "- 1\n- 2\n"]),
    Refused("simulate dirac-gan --config c.yaml", "c.yaml", "empty", code: 65, files: ["c.yaml": ""]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:2:", "malformed YAML", code: 65,
      files: ["c.yaml": "set: {r1: 0.3\nsteps: 3\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "c.yaml:1:1", "twice", "steps", code: 65,
      files: ["c.yaml": "steps: 3\nsteps: 4\n"]),
    Refused(
      "simulate dirac-gan --config c.yaml", "knob 'r11'", "did you mean 'r1'?", files: ["c.yaml": "set: {r11: 0.3}\n"]),
    Refused("simulate dirac-gan --config c.yaml", "r1 must be >= 0", files: ["c.yaml": "set: {r1: -1}\n"]),
    Refused("simulate bilinear --option matrix=m.csv", "m.csv:2:1", "'a'", code: 65, files: ["m.csv": "1,2\na,3\n"]),
    Refused("simulate bilinear --option matrix=m.csv", "m.csv:1:1", "header", code: 65, files: ["m.csv": "a,b\n1,2\n"]),
    Refused(
      "simulate bilinear --option matrix=m.csv", "m.csv:2:", "expected 2", code: 65, files: ["m.csv": "1,2\n3\n"]),
    Refused(
      "simulate bilinear --option matrix=m.csv --option dimension=3", "dimension=3", "m.csv", "2 x 2",
      files: ["m.csv": "1,2\n3,4\n"]),
    Refused(
      "simulate lqg-wgan --option covariance=s.csv", "s.csv", "not positive definite", code: 65,
      files: ["s.csv": "1,2\n2,1\n"]),
    Refused(
      "simulate lqg-wgan --option covariance=s.csv", "s.csv:", "not symmetric", code: 65, files: ["s.csv": "2,1\n0,2\n"]
    ),
    Refused(
      "simulate lqg-wgan --option covariance=s.csv", "s.csv", "2 x 3", code: 65, files: ["s.csv": "2,1,0\n0,2,0\n"]),
    Refused(
      "simulate lqg-wgan --option covariance=s.csv --option mean=m.csv", "m.csv", "2 numbers", code: 65,
      files: ["s.csv": "2,1\n1,2\n", "m.csv": "1,2,3\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:", "'players'", code: 65, files: ["q.yaml": "player: []\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:", "empty", code: 65, files: ["q.yaml": "players: []\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:2:", "'M'", code: 65,
      files: ["q.yaml": "players:\n  - {dimension: 1}\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:2:", "2 entries, 1 expected", code: 65,
      files: ["q.yaml": "players:\n  - {dimension: 1, M: [[1, 2]]}\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:2:", "must be a number", code: 65,
      files: ["q.yaml": "players:\n  - {dimension: 1, M: [[x]]}\n"]),
    Refused(
      "simulate quadratic --option file=q.yaml", "q.yaml:3:", "malformed YAML", code: 65,
      files: ["q.yaml": "players:\n  - {dimension: 1, M: [[x\n"]),
  ]
}
