# Runs adaptr on trials with a common control; prints JSON: Rscript adaptr-control.R <trials>
suppressMessages(library(adaptr))
trials <- as.numeric(commandArgs(TRUE)[1])
designs <- list(
  matched = list(control_prob_fixed = "match", equivalence_prob = 0.9, equivalence_diff = 0.05, equivalence_only_first = TRUE,
    futility_prob = 0.95, futility_diff = 0.05, futility_only_first = FALSE, soften_power = 0.5),
  root = list(control_prob_fixed = "sqrt-based", equivalence_prob = 0.9, equivalence_diff = 0.05, equivalence_only_first = FALSE),
  limits = list(fixed_probs = c(0.25, NA, NA, NA), min_probs = c(NA, 0.15, 0.15, 0.15), rescale_probs = "limits",
    futility_prob = 0.9, futility_diff = 0.02, futility_only_first = TRUE)
)
run <- function(name, ys) {
  spec <- do.call(setup_trial_binom, c(list(arms = c("A", "B", "C", "D"), true_ys = ys, control = "A", data_looks = seq(200, 1000, 200),
    inferiority = 0.025, superiority = 0.975, highest_is_best = TRUE, n_draws = 5000), designs[[name]]))
  res <- run_trials(spec, n_rep = trials, base_seed = 20261122)
  ex <- extract_results(res, select_strategy = "none")
  ns <- t(sapply(res$trial_results, function(r) r$trial_res$ns_all))
  status <- sapply(res$trial_results, function(r) r$trial_res$final_status)
  share <- function(s) sprintf("[%s]", paste(sprintf("%.5f", rowMeans(status == s)), collapse = ","))
  sprintf('{"design":"%s","truth":[%s],"trials":%d,"superiority":%.5f,"equivalence":%.5f,"futility":%.5f,"size_mean":%.4f,"size_sd":%.4f,"patients":[%s],"patients_sd":[%s],"inferior":%s,"equivalent":%s,"futile":%s,"superior":%s}',
    name, paste(ys, collapse = ","), trials, mean(ex$final_status == "superiority"), mean(ex$final_status == "equivalence"),
    mean(ex$final_status == "futility"), mean(ex$final_n), sd(ex$final_n), paste(sprintf("%.4f", colMeans(ns)), collapse = ","),
    paste(sprintf("%.4f", apply(ns, 2, sd)), collapse = ","), share("inferior"), share("equivalence"), share("futile"), share("superior"))
}
truths <- list(c(0.3, 0.3, 0.3, 0.3), c(0.3, 0.4, 0.35, 0.25))
cat(sprintf('{"source":"R package adaptr %s, adaptr-control.R","runs":[\n', packageVersion("adaptr")))
cat(paste(unlist(lapply(names(designs), function(n) sapply(truths, function(y) run(n, y)))), collapse = ",\n"))
cat("\n]}\n")
