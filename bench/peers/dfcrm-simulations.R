# Times (processor time) dfcrm's crmsim and titesim on the examples of its manual. Prints one line of JSON: trials and seconds of each.
# Rscript dfcrm-simulations.R <trials of crmsim> <trials of titesim>
trials <- as.numeric(commandArgs(TRUE))
man <- list(PI = c(0.1, 0.2, 0.4, 0.5, 0.6, 0.65), prior = c(0.05, 0.1, 0.2, 0.35, 0.5, 0.7), target = 0.2, n = 24, x0 = 3, count = FALSE)
crm <- function(count, size) invisible(do.call(dfcrm::crmsim, c(man, list(nsim = count, mcohort = size))))
tite <- function(count) invisible(do.call(dfcrm::titesim, c(man, list(nsim = count, obswin = 6, rate = 4, accrual = "poisson"))))
timed <- function(count, run) {
  seconds <- sum(system.time(run(count))[c("user.self", "sys.self")])
  sprintf('{"trials": %d, "seconds": %.6f}', count, seconds)
}
# Warm up: packages are loaded and compiled to bytecode at their first calls.
invisible(capture.output({ crm(5, 2); crm(5, 1); tite(5) }))
pairs <- timed(trials[1], function(count) crm(count, 2))
single <- timed(trials[1], function(count) crm(count, 1))
late <- timed(trials[2], tite)
cat(sprintf('{"R": "%s", "dfcrm": "%s", "pairs": %s, "single": %s, "tite": %s}\n', getRversion(), packageVersion("dfcrm"), pairs, single, late))
