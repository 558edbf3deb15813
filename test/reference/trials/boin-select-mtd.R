# Writes boin-select-mtd.json: BOIN::select.mtd on random data, among them skipped doses, equal rates, and rates that fall with the dose.
# A row: target, p.tox (null: default), cutoff.eli, patients, toxicities, MTD with (neither, boundMTD, extrasafe, both), and for the first rows
# what is printed: estimates, intervals, probabilities of overdosing. Run from this folder: Rscript boin-select-mtd.R
library(BOIN)
library(jsonlite)
set.seed(20261124)
pick <- function(x) x[[sample.int(length(x), 1)]]
printed_rows <- 500
row <- function(k) {
  target <- pick(c(0.1, 0.15, 0.2, 0.25, 0.3, 0.3, 0.33, 0.35, 0.4, 0.5))
  ndose <- sample(1:8, 1)
  size <- pick(c(1, 2, 3, 3, 3, 4))
  patients <- size * sample(0:5, ndose, replace = TRUE)
  if (runif(1) < 0.5) patients[sample.int(ndose, 1)] <- 0
  if (runif(1) < 0.3) patients[seq_len(ndose) > sample.int(ndose, 1)] <- 0
  if (sum(patients) == 0) patients[1] <- 3
  rates <- switch(sample(3, 1), sort(pmin(0.95, target * exp(rnorm(ndose, 0, 0.7)))), rep(target, ndose), runif(ndose, 0, 0.8))
  toxicities <- rbinom(ndose, patients, rates)
  p_tox <- if (runif(1) < 0.15) round(target * pick(c(1.2, 1.3, 1.6)), 3)
  cutoff <- if (runif(1) < 0.2) pick(c(0.85, 0.9, 0.975, 0.99)) else 0.95
  mtd <- function(bound, safe, printed = FALSE) {
    args <- list(target, patients, toxicities, cutoff.eli = cutoff, extrasafe = safe, boundMTD = bound)
    if (!is.null(p_tox)) args$p.tox <- p_tox
    do.call(select.mtd, args)
  }
  plain <- mtd(FALSE, FALSE)
  selected <- c(plain$MTD, mtd(TRUE, FALSE)$MTD, mtd(FALSE, TRUE)$MTD, mtd(TRUE, TRUE)$MTD)
  out <- list(target, p_tox, cutoff, I(patients), I(toxicities), I(selected))
  if (k > printed_rows) return(out)
  c(out, list(I(as.character(plain$p_est$phat)), I(as.character(plain$p_est$CI)), I(plain$p_overdose)))
}
lines <- vapply(1:2000, function(k) as.character(toJSON(row(k), auto_unbox = TRUE, digits = NA, null = "null")), "")
writeLines(sprintf('{"provenance": "R %s, BOIN %s (select.mtd); script boin-select-mtd.R",\n"rows": [\n%s\n]}',
  getRversion(), packageVersion("BOIN"), paste(lines, collapse = ",\n")), "boin-select-mtd.json")
