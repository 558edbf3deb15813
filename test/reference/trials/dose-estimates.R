# Writes dose-estimates.json: isotonic estimates, intervals and probabilities by R's qbeta and pbeta and Iso::pava, at 15 significant digits.
# Run from this folder: Rscript dose-estimates.R
library(jsonlite)
set.seed(20261125)
one <- function(k) {
  ndose <- sample(1:7, 1)
  target <- sample(c(0.1, 0.2, 0.25, 0.3, 0.4), 1)
  level <- sample(c(0.8, 0.9, 0.95, 0.99), 1)
  n <- 3 * sample(0:7, ndose, replace = TRUE)
  if (sum(n) == 0) n[1] <- 6
  y <- rbinom(ndose, n, runif(ndose, 0, 0.7))
  tried <- n > 0
  a <- y[tried] + 0.05
  b <- n[tried] - y[tried] + 0.05
  weights <- 1 / (a * b / ((a + b)^2 * (a + b + 1)))
  list(target = target, level = level, patients = I(n), toxicities = I(y), estimate = I(Iso::pava(a / (a + b), weights)),
    lower = I(Iso::pava(qbeta((1 - level) / 2, a, b), weights)), upper = I(Iso::pava(qbeta((1 - level) / 2, a, b, lower.tail = FALSE), weights)),
    above = I(Iso::pava(pbeta(target, a, b, lower.tail = FALSE))))
}
lines <- vapply(1:80, function(k) as.character(toJSON(one(k), auto_unbox = TRUE, digits = NA)), "")
writeLines(sprintf('{"provenance": "R %s, Iso %s (pava); script dose-estimates.R",\n"cases": [\n%s\n]}',
  getRversion(), packageVersion("Iso"), paste(lines, collapse = ",\n")), "dose-estimates.json")
