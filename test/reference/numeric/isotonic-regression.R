# Writes isotonic-regression.json: weighted isotonic fits by Iso::pava and dose selections by BOIN::select.mtd.
# Run from this folder: Rscript isotonic-regression.R
library(jsonlite)
set.seed(20240611)
fits <- lapply(1:60, function(k) {
  n <- sample(1:12, 1)
  x <- if (k %% 2) round(runif(n), 2) else round(rnorm(n) + 0.2 * seq_len(n), 6)
  w <- if (k %% 3 == 0) rep(1, n) else round(rexp(n), 3) + 0.001
  list(values = I(x), weights = I(w), fit = I(Iso::pava(x, w)))
})
selections <- lapply(1:400, function(k) {
  n <- sample(3:8, 1)
  target <- sample(c(0.2, 0.25, 0.3, 0.33), 1)
  patients <- 3 * sample(0:6, n, replace = TRUE)
  if (sum(patients) == 0) patients[1] <- 3
  toxicities <- rbinom(n, patients, pmin(0.9, sort(runif(n, 0, 0.7))))
  # cutoff.eli = 1 eliminates nothing, so that only the isotonic fit decides.
  mtd <- BOIN::select.mtd(target, patients, toxicities, cutoff.eli = 1)$MTD
  list(target = target, patients = I(patients), toxicities = I(toxicities), selected = mtd)
})
write(toJSON(list(
  provenance = sprintf("R %s; Iso %s (pava), BOIN %s (select.mtd, cutoff.eli = 1); script isotonic-regression.R", getRversion(), packageVersion("Iso"), packageVersion("BOIN")),
  fits = fits, selections = selections), digits = NA, auto_unbox = TRUE), "isotonic-regression.json")
