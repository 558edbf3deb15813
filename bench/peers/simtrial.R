# Trials per second of simtrial's sim_fixed_n with 500 patients, one log-rank analysis at 353 events. Fails when simtrial is not installed.
suppressMessages(library(simtrial))
trials <- 60
fail <- data.frame(stratum = "All", period = 1, treatment = c("control", "experimental"), duration = 1000,
                   rate = log(2) / 12 * c(1, 0.7))
seconds <- system.time(sim_fixed_n(
  n_sim = trials, sample_size = 500, target_event = 353,
  enroll_rate = data.frame(duration = 20, rate = 25),
  fail_rate = data.frame(stratum = "All", duration = 1000, fail_rate = log(2) / 12, hr = 0.7, dropout_rate = 1e-6),
  total_duration = 60, timing_type = 2
))[["elapsed"]]
cat(trials / seconds)
