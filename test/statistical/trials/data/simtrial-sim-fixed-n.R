# Operating characteristics of the default trial of simtrial's sim_fixed_n() (its documented example), by simtrial itself: 500 patients, the
# log-rank test at 350 events, a delayed effect, enrollment in three steps. The data are cut when the events have come (timing_type 2).
# Run: Rscript simtrial-sim-fixed-n.R <file to write>. Packages: simtrial, jsonlite.
library(simtrial)
suppressMessages(library(data.table))
setDTthreads(1)
replicates <- 2000
set.seed(20261122)
trials <- sim_fixed_n(
  n_sim = replicates,
  sample_size = 500,
  target_event = 350,
  enroll_rate = data.frame(duration = c(2, 2, 10), rate = c(3, 6, 9)),
  fail_rate = data.frame(
    stratum = "All", duration = c(3, 100), fail_rate = log(2) / c(9, 18), hr = c(0.9, 0.6), dropout_rate = rep(0.001, 2)
  ),
  total_duration = 30,
  timing_type = 2,
  rho_gamma = data.frame(rho = c(0, 0), gamma = c(0, 1))
)
trials <- as.data.frame(trials)
# Z in the direction of benefit, whichever sign this version of simtrial reports.
sign <- if (mean(trials$z) > 0) 1 else -1
of <- function(rows) {
  z <- sign * rows$z
  list(
    power = mean(z >= qnorm(0.975)),
    zMean = mean(z), zSd = sd(z),
    durationMean = mean(rows$duration), durationSd = sd(rows$duration),
    logHazardRatioMean = mean(rows$ln_hr), logHazardRatioSd = sd(rows$ln_hr),
    events = range(rows$event)
  )
}
# One row for each weight, in the order of rho_gamma.
plain <- rep(c(TRUE, FALSE), replicates)
stopifnot(nrow(trials) == 2 * replicates)
result <- list(
  provenance = paste0(
    "simtrial-sim-fixed-n.R beside this file, simtrial ", packageVersion("simtrial"), ", ", R.version.string,
    "; the default arguments of sim_fixed_n() (https://merck.github.io/simtrial/reference/sim_fixed_n.html), data cut at 350 events, one-sided 2.5 %"
  ),
  replicates = replicates, seed = 20261122,
  logRank = of(trials[plain, ]), flemingHarrington01 = of(trials[!plain, ])
)
writeLines(jsonlite::toJSON(result, auto_unbox = TRUE, digits = 10, pretty = TRUE), commandArgs(TRUE)[1])
