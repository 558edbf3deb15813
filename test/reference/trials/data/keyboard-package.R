# Boundaries and selections of the R package Keyboard 0.1.3 (CRAN), for keyboard-package.json.
# Run: Rscript keyboard-package.R <folder of the unpacked package> > keyboard-package.json
source(file.path(commandArgs(TRUE)[1], "R", "get.boundary.kb.R"))
source(file.path(commandArgs(TRUE)[1], "R", "select.mtd.kb.R"))
numbers <- function(x) paste0("[", paste(ifelse(is.na(suppressWarnings(as.numeric(x))), "null", x), collapse = ","), "]")
boundaries <- character(0)
for (target in c(.1, .12, .15, .2, .25, .28, .3, .33, .35, .4, .5)) for (margin in c(.03, .05, .08)) {
  b <- get.boundary.kb(target = target, ncohort = 10, cohortsize = 3, marginL = margin, marginR = margin)
  rows <- b$full_boundary_tab
  boundaries <- c(boundaries, sprintf('{"target":%s,"margin":%s,"escalate":%s,"deEscalate":%s,"eliminate":%s}',
    target, margin, numbers(rows[2, ]), numbers(rows[3, ]), numbers(rows[4, ])))
}
set.seed(4)
selections <- character(0)
for (i in 1:150) {
  target <- c(.15, .2, .25, .3, .35)[1 + i %% 5]
  n <- 3 * sample(0:5, 5, replace = TRUE)
  n[1] <- max(3, n[1])
  y <- rbinom(5, n, sort(runif(5, 0, .6)))
  mtd <- select.mtd.kb(target = target, npts = n, ntox = y)$MTD
  selections <- c(selections, sprintf('{"target":%s,"patients":%s,"toxicities":%s,"selected":%d}', target, numbers(n), numbers(y), mtd))
}
cat('{"provenance":"R package Keyboard 0.1.3,', R.version.string, 'by keyboard-package.R","boundaries":[\n',
  paste(boundaries, collapse = ",\n"), '\n],"selections":[\n', paste(selections, collapse = ",\n"), "\n]}\n", sep = "")
