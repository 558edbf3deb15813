# Writes boin-boundaries.json: BOIN::get.boundary over targets, p.saf, p.tox, cutoffs, cohort sizes and extra safety.
# A missing boundary (NA) is written as null; an argument that is absent has the package's default. Run from this folder: Rscript boin-boundaries.R
library(BOIN)
library(jsonlite)
set.seed(20261123)
pick <- function(x) x[[sample.int(length(x), 1)]]

targets <- c(0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 1 / 3, 0.33, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
by_target <- lapply(targets, function(target) list(target = signif(target, 15), ncohort = 60, cohortsize = 1))
# λd = 1/2 exactly, and 1/3 up to rounding: the design stays at equality.
equality <- list(
  list(target = 0.4, ncohort = 40, cohortsize = 1, p.tox = 0.6),
  list(target = 0.3, ncohort = 40, cohortsize = 1, p.tox = 0.7),
  list(target = 0.25, ncohort = 40, cohortsize = 1, p.tox = 0.75),
  list(target = 0.45, ncohort = 40, cohortsize = 1, p.tox = 0.55),
  list(target = 0.2, ncohort = 40, cohortsize = 1, p.tox = 0.8)
)
random <- lapply(1:120, function(k) {
  target <- pick(c(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.33, 0.35, 0.4, 0.5, 0.6, round(runif(5, 0.05, 0.6), 3)))
  cohortsize <- sample(1:5, 1)
  cutoff <- if (runif(1) < 0.4) pick(c(0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.975, 0.99, 0.999))
  extrasafe <- runif(1) < 0.5
  offset <- if (extrasafe && runif(1) < 0.5) pick(c(0, 0.02, 0.1, 0.2, 0.3, 0.45))
  # The table of extra safety fails unless a stop exists for three patients.
  used <- (if (is.null(cutoff)) 0.95 else cutoff) - (if (is.null(offset)) 0.05 else offset)
  if (1 - pbeta(target, 4, 1) <= used) extrasafe <- FALSE
  Filter(Negate(is.null), list(
    target = target, ncohort = pick(c(2, 4, 8, 10, 12)), cohortsize = cohortsize,
    n.earlystop = if (runif(1) < 0.5) pick(c(9, 12, 18)),
    p.saf = if (runif(1) < 0.4) round(pick(c(0.3, 0.5, 0.7, 0.8, 0.9)) * target - 0.001, 3),
    p.tox = if (runif(1) < 0.4) round(min(0.99, pick(c(1.1, 1.2, 1.3, 1.6, 2)) * target + 0.001), 3),
    cutoff.eli = cutoff, extrasafe = if (extrasafe) TRUE, offset = if (extrasafe) offset
  ))
})
run <- function(args) {
  r <- suppressWarnings(do.call(get.boundary, args))
  # Of the full table if there is one (cohorts of more than one patient); boundary_tab has some of its columns.
  full <- if (is.null(r$full_boundary_tab)) r$boundary_tab else r$full_boundary_tab
  list(args = args, lambda_e = r$lambda_e, lambda_d = r$lambda_d,
    patients = I(unname(full[1, ])), escalate = I(unname(full[2, ])), deescalate = I(unname(full[3, ])), eliminate = I(unname(full[4, ])),
    printed = I(if (is.matrix(r$boundary_tab)) unname(r$boundary_tab[1, ]) else unname(r$boundary_tab[1])),
    stop = if (!is.null(r$stop_boundary)) I(unname(r$stop_boundary[2, ])))
}
extrasafe_equal <- lapply(c(0.05, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.55), function(target) list(target = target, ncohort = 12, cohortsize = 3, extrasafe = TRUE))
results <- lapply(c(by_target, equality, extrasafe_equal, random), run)
# The table of extra safety is not defined before the first number of patients at which a stop exists, and the package fails.
failure <- conditionMessage(tryCatch(get.boundary(0.6, 10, 3, extrasafe = TRUE), error = identity))
lines <- vapply(results, function(x) as.character(toJSON(Filter(Negate(is.null), x), auto_unbox = TRUE, digits = NA, na = "null")), "")
writeLines(sprintf('{"provenance": "R %s, BOIN %s (get.boundary); script boin-boundaries.R",\n"failureAtTarget0.6": %s,\n"tables": [\n%s\n]}',
  getRversion(), packageVersion("BOIN"), toJSON(failure, auto_unbox = TRUE), paste(lines, collapse = ",\n")), "boin-boundaries.json")
