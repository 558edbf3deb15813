# Writes logistic-regression.json: a fit by glm to full convergence. Run from this folder: Rscript logistic-regression.R
library(jsonlite)
set.seed(7)
n <- 60
x <- cbind(1, round(rnorm(n), 3), round(runif(n, -2, 2), 3), rbinom(n, 1, 0.4))
y <- rbinom(n, 1, plogis(x %*% c(-0.4, 0.9, -0.6, 0.7)))
fit <- glm(y ~ x - 1, family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
write(toJSON(list(
  provenance = sprintf("R %s, glm(family = binomial, epsilon = 1e-15); script logistic-regression.R", getRversion()),
  x = x, y = y, coefficients = unname(coef(fit)), deviance = deviance(fit)), digits = NA, auto_unbox = TRUE), "logistic-regression.json")
