# Writes integrals.json: R's integrate() on integrals of statistics. Run from this folder: Rscript integrals.R
library(jsonlite)
i <- function(f, a, b) integrate(f, a, b, rel.tol = 1e-12, subdivisions = 1000L)$value
skeleton <- c(.05, .1, .2, .3)
likelihood <- function(a) { p <- skeleton^exp(a); prod(p^c(0, 0, 1, 2) * (1 - p)^c(3, 3, 5, 1)) }
out <- list(
  provenance = sprintf("R %s, integrate(rel.tol = 1e-12); script integrals.R", getRversion()),
  betaSuperiority = i(function(p) dbeta(p, 8, 14) * pbeta(p, 5, 17), 0, 1),
  logisticNormal = i(function(z) plogis(-1 + 1.5 * z) * dnorm(z), -Inf, Inf),
  crmMarginal = i(function(a) sapply(a, likelihood) * dnorm(a, 0, sqrt(1.34)), -10, 10),
  halfCauchyShrinkage = i(function(s) dnorm(2, 0, sqrt(1 + s^2)) * 2 * dcauchy(s, 0, 0.5), 0, Inf)
)
write(toJSON(out, digits = NA, auto_unbox = TRUE), "integrals.json")
