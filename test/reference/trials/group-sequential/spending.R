# Makes spending.json: spending functions of gsDesign at a grid of times. Run: Rscript spending.R > spending.json
library(gsDesign)
t <- c(0.05, 0.2, 1/3, 0.5, 0.77, 0.95, 1)
cases <- list(
  list("lanDeMetsObrienFleming", list(), sfLDOF, 1, 0.025),
  list("lanDeMetsObrienFleming", list(rho = 0.5), sfLDOF, 0.5, 0.025),
  list("lanDeMetsObrienFleming", list(rho = 2), sfLDOF, 2, 0.1),
  list("lanDeMetsPocock", list(), sfLDPocock, NULL, 0.025),
  list("hwangShihDeCani", list(gamma = -4), sfHSD, -4, 0.025),
  list("hwangShihDeCani", list(gamma = 0), sfHSD, 0, 0.05),
  list("hwangShihDeCani", list(gamma = 1.5), sfHSD, 1.5, 0.9),
  list("kimDeMets", list(rho = 3), sfPower, 3, 0.025),
  list("kimDeMets", list(rho = 0.7), sfPower, 0.7, 0.2),
  list("exponentialSpending", list(nu = 0.8), sfExponential, 0.8, 0.025),
  list("exponentialSpending", list(nu = 0.3), sfExponential, 0.3, 0.1),
  list("logisticSpending", list(intercept = -1, slope = 1.3), sfLogistic, c(-1, 1.3), 0.025),
  list("logisticSpending", list(through = c(0.1, 0.4, 0.01, 0.1)), sfLogistic, c(0.1, 0.4, 0.01, 0.1), 0.025),
  list("normalSpending", list(intercept = -0.7, slope = 1.5), sfNormal, c(-0.7, 1.5), 0.025),
  list("normalSpending", list(through = c(0.25, 0.5, 0.05, 0.2)), sfNormal, c(0.25, 0.5, 0.05, 0.2), 0.05),
  list("cauchySpending", list(intercept = -1, slope = 1.2), sfCauchy, c(-1, 1.2), 0.025),
  list("cauchySpending", list(through = c(0.25, 0.5, 0.05, 0.2)), sfCauchy, c(0.25, 0.5, 0.05, 0.2), 0.05),
  list("extremeValueSpending", list(intercept = -1, slope = 0.9), sfExtremeValue, c(-1, 0.9), 0.025),
  list("extremeValueSpending", list(through = c(0.25, 0.5, 0.05, 0.2)), sfExtremeValue, c(0.25, 0.5, 0.05, 0.2), 0.05),
  list("mirroredExtremeValueSpending", list(intercept = -1, slope = 1.4), sfExtremeValue2, c(-1, 1.4), 0.025),
  list("mirroredExtremeValueSpending", list(through = c(0.25, 0.5, 0.05, 0.2)), sfExtremeValue2, c(0.25, 0.5, 0.05, 0.2), 0.05),
  list("studentTSpending", list(intercept = -1, slope = 1.2, degreesOfFreedom = 4), sfTDist, c(-1, 1.2, 4), 0.025),
  list("betaDistributionSpending", list(shape1 = 2.5, shape2 = 1.2), sfBetaDist, c(2.5, 1.2), 0.025),
  list("pointsSpending", list(times = c(0.25, 0.6), shares = c(0.1, 0.3)), sfLinear, c(0.25, 0.6, 0.1, 0.3), 0.025),
  list("stepSpending", list(times = c(0.25, 0.6), shares = c(0.1, 0.3)), sfStep, c(0.25, 0.6, 0.1, 0.3), 0.025),
  list("truncatedSpending", list(from = 0.3, to = 0.9, base = "kimDeMets", baseOptions = list(rho = 2)), sfTruncated, list(trange = c(0.3, 0.9), sf = sfPower, param = 2), 0.025),
  list("trimmedSpending", list(from = 0.3, to = 0.9, base = "kimDeMets", baseOptions = list(rho = 2)), sfTrimmed, list(trange = c(0.3, 0.9), sf = sfPower, param = 2), 0.025),
  list("gappedSpending", list(from = 0.3, to = 0.9, base = "kimDeMets", baseOptions = list(rho = 2)), sfGapped, list(trange = c(0.3, 0.9), sf = sfPower, param = 2), 0.025),
  list("xiGallo", list(method = 1, gamma = 0.8), sfXG1, 0.8, 0.025),
  list("xiGallo", list(method = 2, gamma = 0.6), sfXG2, 0.6, 0.025),
  list("xiGallo", list(method = 3, gamma = 0.3), sfXG3, 0.3, 0.05)
)
out <- lapply(cases, function(x) {
  list(make = x[[1]], options = x[[2]], total = x[[5]], times = t, spent = x[[3]](alpha = x[[5]], t = t, param = x[[4]])$spend)
})
cat(jsonlite::toJSON(list(provenance = paste("gsDesign", packageVersion("gsDesign"), R.version.string), cases = out), digits = NA, auto_unbox = TRUE, pretty = TRUE), "\n")
