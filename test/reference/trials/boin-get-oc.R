# Writes boin-get-oc.json: BOIN::get.oc over random options, at 15 significant digits. An argument that is absent has the package's default.
# Run from this folder: Rscript boin-get-oc.R   (about two minutes)
library(BOIN)
library(jsonlite)
set.seed(20261122)
pick <- function(x) x[[sample.int(length(x), 1)]]
maybe <- function(probability, value) if (runif(1) < probability) value else NULL

# All arguments are drawn first: get.oc sets the seed.
random_case <- function(k) {
  target <- pick(c(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.3, 0.33, 0.35, 0.4, 0.5, 0.55))
  ndose <- sample(1:8, 1)
  cohortsize <- sample(c(1:5, 3, 3), 1)
  npts <- pick(c(6, 12, 18, 24, 30, 36, 60))
  p <- pmin(0.95, pmax(0.01, round(sort(target * exp(rnorm(ndose, 0, 0.8))), 2)))
  if (runif(1) < 0.05) p <- sample(p)
  if (runif(1) < 0.5) p[sample.int(ndose, 1)] <- target
  # Two doses at the target, or one dose above it that does not follow it, end the package's run with an error.
  p[duplicated(p) & p == target] <- target + 0.01
  if (sum(p > target) == 1 && any(p == target) && !identical(which(p == target), ndose - 1L)) p[p == target] <- target - 0.01
  titration <- runif(1) < 0.3
  ncohort <- max(2, floor(npts / cohortsize))
  # More patients in the titration than in the trial end the package's run with an error.
  if (titration) ncohort <- max(ncohort, ceiling((ndose + cohortsize - 1) / cohortsize))
  cutoff <- maybe(0.2, pick(c(0.8, 0.85, 0.9, 0.975, 0.99)))
  # With a target above 0.56 or a cutoff near 1 the package's table of extra safety fails.
  extrasafe <- runif(1) < 0.35 && 1 - target^4 > (if (is.null(cutoff)) 0.95 else cutoff) - 0.05
  Filter(Negate(is.null), list(
    target = target, p.true = I(p), ncohort = ncohort, cohortsize = cohortsize,
    n.earlystop = maybe(0.4, pick(c(3, 6, 9, 12, 15))),
    startdose = maybe(0.25, sample.int(ndose, 1)),
    titration = if (titration) TRUE,
    p.saf = maybe(0.15, round(pick(c(0.5, 0.7, 0.8)) * target, 3)),
    p.tox = maybe(0.15, round(pick(c(1.2, 1.3, 1.6)) * target, 3)),
    cutoff.eli = cutoff,
    extrasafe = if (extrasafe) TRUE,
    offset = if (extrasafe) maybe(0.5, pick(c(0.02, 0.1, 0.2, 0.3))),
    boundMTD = if (runif(1) < 0.3) TRUE,
    ntrial = 200, seed = sample(c(6, 1, 123, 2026, -7, 99999), 1)
  ))
}
# One quirk at a time: see docs/decisions/0005-boin-compatibility.md.
quirks <- list(
  "defaults" = list(target = 0.3, p.true = I(c(0.05, 0.15, 0.3, 0.45, 0.6)), ncohort = 10, cohortsize = 3),
  "a low cutoff closes doses that the trial stays at" = list(target = 0.3, p.true = I(c(0.05, 0.2, 0.3, 0.45)), ncohort = 12, cohortsize = 3, cutoff.eli = 0.3, ntrial = 500),
  "a very low cutoff, top dose closed while escalating" = list(target = 0.4, p.true = I(c(0.02, 0.05)), ncohort = 12, cohortsize = 3, cutoff.eli = 0.1, ntrial = 500),
  "titration takes every place of the trial" = list(target = 0.3, p.true = I(c(0.05, 0.1, 0.2, 0.3)), ncohort = 2, cohortsize = 3, titration = TRUE, ntrial = 500),
  "titration in a trial of one cohort" = list(target = 0.3, p.true = I(c(0.05, 0.1, 0.2, 0.3, 0.5)), ncohort = 1, cohortsize = 3, titration = TRUE, ntrial = 500),
  "titration in a trial of one cohort, highest dose last" = list(target = 0.2, p.true = I(c(0.3, 0.4)), ncohort = 1, cohortsize = 5, titration = TRUE, ntrial = 500),
  "titration ignores the starting dose" = list(target = 0.3, p.true = I(c(0.05, 0.15, 0.3, 0.45, 0.6)), ncohort = 10, cohortsize = 3, titration = TRUE, startdose = 3),
  "titration is off for cohorts of one" = list(target = 0.3, p.true = I(c(0.05, 0.15, 0.3, 0.45, 0.6)), ncohort = 20, cohortsize = 1, titration = TRUE),
  "extra safety is not asked where no dose can be eliminated" = list(target = 0.5, p.true = I(c(0.6, 0.7, 0.8)), ncohort = 8, cohortsize = 3, extrasafe = TRUE, ntrial = 1000),
  "more than 100 patients at a dose" = list(target = 0.3, p.true = I(c(0.3)), ncohort = 60, cohortsize = 3, ntrial = 100),
  "certain outcomes" = list(target = 0.3, p.true = I(c(0, 0, 1)), ncohort = 8, cohortsize = 3, ntrial = 50),
  "decreasing toxicity" = list(target = 0.3, p.true = I(c(0.5, 0.4, 0.3, 0.1)), ncohort = 8, cohortsize = 3, ntrial = 200),
  "overdosing dose by dose" = list(target = 0.3, p.true = I(c(0.4, 0.5, 0.3, 0.6)), ncohort = 6, cohortsize = 3, ntrial = 500),
  "a single dose at the target" = list(target = 0.3, p.true = I(0.3), ncohort = 6, cohortsize = 3, ntrial = 200),
  "a single trial" = list(target = 0.3, p.true = I(c(0.1, 0.3, 0.5)), ncohort = 6, cohortsize = 3, ntrial = 1),
  "no dose at the target" = list(target = 0.3, p.true = I(c(0.1, 0.31, 0.5)), ncohort = 6, cohortsize = 3, ntrial = 200)
)
# Where the package fails; kept to show that the list of its errors is true.
failing <- list(
  "one patient" = list(target = 0.3, p.true = I(c(0.1, 0.3)), ncohort = 1, cohortsize = 1, ntrial = 10),
  "more patients in the titration than in the trial" = list(target = 0.3, p.true = I(rep(0.01, 8)), ncohort = 2, cohortsize = 3, titration = TRUE, ntrial = 100),
  "two doses at the target" = list(target = 0.3, p.true = I(c(0.1, 0.3, 0.3)), ncohort = 6, cohortsize = 3, ntrial = 10),
  "a single trial, target not second highest" = list(target = 0.3, p.true = I(c(0.1, 0.3, 0.4, 0.5)), ncohort = 6, cohortsize = 3, ntrial = 1),
  "one dose above the target, not the one after it" = list(target = 0.3, p.true = I(c(0.5, 0.3, 0.1, 0.2)), ncohort = 6, cohortsize = 3, ntrial = 50),
  "extra safety with a target of 0.6" = list(target = 0.6, p.true = I(c(0.4, 0.6)), ncohort = 6, cohortsize = 3, extrasafe = TRUE, ntrial = 10)
)
run <- function(args) {
  args$p.true <- unclass(args$p.true)
  r <- suppressWarnings(do.call(get.oc, args))
  names <- intersect(c("selpercent", "npatients", "ntox", "totaltox", "totaln", "percentstop", "overdose60", "overdose80", "lambda_e", "lambda_d"), names(r))
  out <- unclass(r)[names]
  for (name in c("selpercent", "npatients", "ntox")) out[[name]] <- I(out[[name]])
  out
}
cases <- c(
  lapply(names(quirks), function(name) list(about = name, args = quirks[[name]], result = run(quirks[[name]]))),
  lapply(lapply(1:300, random_case), function(args) list(args = args, result = run(args)))
)
failures <- lapply(names(failing), function(name) {
  list(about = name, args = failing[[name]], error = conditionMessage(tryCatch(run(failing[[name]]), error = identity)))
})
lines <- function(list) paste(vapply(list, function(x) as.character(toJSON(x, auto_unbox = TRUE, digits = NA)), ""), collapse = ",\n")
writeLines(sprintf('{"provenance": "R %s, BOIN %s (get.oc); script boin-get-oc.R",\n"cases": [\n%s\n],\n"failures": [\n%s\n]}',
  getRversion(), packageVersion("BOIN"), lines(cases), lines(failures)), "boin-get-oc.json")
