# Times (processor time) BOIN::get.oc, and simFastBOIN::sim_boin where it is installed, on one scenario. Prints one line of JSON: trials and seconds of each.
# Rscript boin-get-oc.R <trials of get.oc> <trials of sim_boin>
trials <- as.numeric(commandArgs(TRUE))
p_true <- c(0.05, 0.15, 0.3, 0.45, 0.6)
timed <- function(count, run) {
  seconds <- sum(system.time(run(count))[c("user.self", "sys.self")])
  sprintf('{"trials": %d, "seconds": %.6f}', count, seconds)
}
get_oc <- function(count) BOIN::get.oc(0.3, p_true, ncohort = 10, cohortsize = 3, ntrial = count)
sim_boin <- function(count) simFastBOIN::sim_boin(0.3, p_true, n_cohort = 10, cohort_size = 3, n_trials = count, n_earlystop = 100)
# Warm up: packages are loaded and compiled to bytecode at their first calls.
invisible(suppressWarnings(get_oc(50)))
fast <- requireNamespace("simFastBOIN", quietly = TRUE)
if (fast) invisible(sim_boin(1000))
cat(sprintf('{"R": "%s", "BOIN": "%s", "getOc": %s, "simFastBOIN": %s, "simBoin": %s}\n', getRversion(), packageVersion("BOIN"),
  timed(trials[1], get_oc), if (fast) sprintf('"%s"', packageVersion("simFastBOIN")) else "null", if (fast) timed(trials[2], sim_boin) else "null"))
