# Times (processor time) adaptr on the trial of its README, with 3 and with 4 arms, all equal and not. Prints one line of JSON: trials and seconds of each.
# Rscript adaptr.R <trials of each>
suppressMessages(library(adaptr))
trials <- as.numeric(commandArgs(TRUE)[1])
spec <- function(ys, least) setup_trial_binom(arms = LETTERS[seq_along(ys)], true_ys = ys, min_probs = rep(least, length(ys)),
  data_looks = seq(300, 2000, 100), randomised_at_looks = c(seq(400, 2000, 100), 2000), equivalence_prob = 0.9, equivalence_diff = 0.05,
  superiority = 0.9814318, inferiority = 1 - 0.9814318)
timed <- function(ys, least) {
  s <- spec(ys, least)
  seconds <- sum(system.time(run_trials(s, n_rep = trials, base_seed = 1, sparse = TRUE))[c("user.self", "sys.self")])
  sprintf('{"trials": %d, "seconds": %.6f}', trials, seconds)
}
# Warm up: packages are loaded and compiled to bytecode at their first calls.
invisible(run_trials(spec(c(0.25, 0.2, 0.3), 0.2), n_rep = 5, base_seed = 1, sparse = TRUE))
three <- timed(c(0.25, 0.25, 0.25), 0.2)
three_different <- timed(c(0.25, 0.2, 0.3), 0.2)
four <- timed(c(0.25, 0.25, 0.25, 0.25), 0.15)
four_different <- timed(c(0.25, 0.25, 0.2, 0.3), 0.15)
cat(sprintf('{"R": "%s", "adaptr": "%s", "three": %s, "threeDifferent": %s, "four": %s, "fourDifferent": %s}\n', getRversion(),
  packageVersion("adaptr"), three, three_different, four, four_different))
