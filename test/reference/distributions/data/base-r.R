# Log densities, both log tails and quantiles of base R's distributions, also far out: Rscript base-r.R > base-r.json
number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), ifelse(is.nan(v), '"NaN"', ifelse(v > 0, '"Infinity"', '"-Infinity"')))
row <- function(...) sprintf("[%s]", paste(number(c(...)), collapse = ", "))
rows <- list()
add <- function(name, options, x, d, p, q, probabilities = c(1e-300, 1e-12, 0.001, 0.25, 0.5, 0.9, 1 - 2^-30)) {
  points <- sapply(x, function(x) row(x, d(x), p(x, TRUE), p(x, FALSE)))
  quantiles <- sapply(probabilities, function(u) row(u, q(u, TRUE), q(u, FALSE)))
  given <- paste(sprintf('"%s": %s', names(options), sapply(options, number)), collapse = ", ")
  rows[[length(rows) + 1]] <<- sprintf('{ "name": "%s", "options": { %s },\n  "points": [%s],\n  "quantiles": [%s] }',
    name, given, paste(points, collapse = ", "), paste(quantiles, collapse = ", "))
}
for (o in list(list(mean = 0, sd = 1), list(mean = -3.5, sd = 0.25)))
  add("normal", o, o$mean + o$sd * c(-1e5, -40, -8, -1.5, 0, 0.3, 5, 38, 1e3), function(x) dnorm(x, o$mean, o$sd, TRUE),
    function(x, l) pnorm(x, o$mean, o$sd, l, TRUE), function(p, l) qnorm(p, o$mean, o$sd, l))
for (o in list(list(degreesOfFreedom = 3, location = 0, scale = 1), list(degreesOfFreedom = 1.5, location = 2, scale = 3), list(degreesOfFreedom = 1e6, location = 0, scale = 1)))
  add("studentT", o, o$location + o$scale * c(-1e5, -20, -2, 0, 0.4, 7, 100), function(x) dt((x - o$location) / o$scale, o$degreesOfFreedom, log = TRUE) - log(o$scale),
    function(x, l) pt((x - o$location) / o$scale, o$degreesOfFreedom, lower.tail = l, log.p = TRUE), function(p, l) o$location + o$scale * qt(p, o$degreesOfFreedom, lower.tail = l), c(1e-12, 0.001, 0.25, 0.5, 0.9))
for (o in list(list(location = 0, scale = 1), list(location = -1, scale = 2.5)))
  add("cauchy", o, o$location + o$scale * c(-1e12, -1e3, -1.5, 0, 0.3, 5, 1e8), function(x) dcauchy(x, o$location, o$scale, TRUE),
    function(x, l) pcauchy(x, o$location, o$scale, l, TRUE), function(p, l) qcauchy(p, o$location, o$scale, l))
for (o in list(list(location = 0, scale = 1), list(location = 4, scale = 0.5)))
  add("logistic", o, o$location + o$scale * c(-800, -40, -1.5, 0, 0.3, 5, 50, 750), function(x) dlogis(x, o$location, o$scale, TRUE),
    function(x, l) plogis(x, o$location, o$scale, l, TRUE), function(p, l) qlogis(p, o$location, o$scale, l))
for (o in list(list(logMean = 0, logSd = 1), list(logMean = -2, logSd = 0.3)))
  add("logNormal", o, exp(o$logMean + o$logSd * c(-30, -8, -1, 0, 0.5, 4, 35)), function(x) dlnorm(x, o$logMean, o$logSd, TRUE),
    function(x, l) plnorm(x, o$logMean, o$logSd, l, TRUE), function(p, l) qlnorm(p, o$logMean, o$logSd, l))
for (o in list(list(rate = 1), list(rate = 0.02)))
  add("exponential", o, c(1e-300, 1e-8, 0.2, 1, 7, 800) / o$rate, function(x) dexp(x, o$rate, TRUE),
    function(x, l) pexp(x, o$rate, l, TRUE), function(p, l) qexp(p, o$rate, l))
for (o in list(list(shape = 0.3, rate = 2), list(shape = 2.5, rate = 0.5), list(shape = 150, rate = 10)))
  add("gamma", o, c(1e-10, 0.01, 0.6, 1, 1.7, 6, 40) * o$shape / o$rate, function(x) dgamma(x, o$shape, o$rate, log = TRUE),
    function(x, l) pgamma(x, o$shape, o$rate, lower.tail = l, log.p = TRUE), function(p, l) qgamma(p, o$shape, o$rate, lower.tail = l), c(1e-12, 0.001, 0.25, 0.5, 0.9))
for (o in list(list(shape = 0.5, scale = 2), list(shape = 3, scale = 10)))
  add("weibull", o, o$scale * c(1e-20, 1e-3, 0.4, 1, 2, 8), function(x) dweibull(x, o$shape, o$scale, TRUE),
    function(x, l) pweibull(x, o$shape, o$scale, l, TRUE), function(p, l) qweibull(p, o$shape, o$scale, l))
for (o in list(list(degreesOfFreedom = 1), list(degreesOfFreedom = 7.5)))
  add("chiSquare", o, c(1e-10, 0.1, 1, 5, 20, 500), function(x) dchisq(x, o$degreesOfFreedom, log = TRUE),
    function(x, l) pchisq(x, o$degreesOfFreedom, lower.tail = l, log.p = TRUE), function(p, l) qchisq(p, o$degreesOfFreedom, lower.tail = l), c(1e-12, 0.001, 0.25, 0.5, 0.9))
for (o in list(list(shape1 = 2, shape2 = 3), list(shape1 = 0.4, shape2 = 0.7), list(shape1 = 300, shape2 = 900)))
  add("beta", o, c(1e-12, 0.01, 0.2, 0.25, 0.5, 0.9), function(x) dbeta(x, o$shape1, o$shape2, log = TRUE),
    function(x, l) pbeta(x, o$shape1, o$shape2, lower.tail = l, log.p = TRUE), function(p, l) qbeta(p, o$shape1, o$shape2, lower.tail = l), c(1e-12, 0.001, 0.25, 0.5, 0.9))
for (o in list(list(lower = -2, upper = 3)))
  add("uniform", o, c(-1.9, 0, 1, 2.99), function(x) dunif(x, o$lower, o$upper, TRUE),
    function(x, l) punif(x, o$lower, o$upper, l, TRUE), function(p, l) qunif(p, o$lower, o$upper, l))
for (o in list(list(trials = 10, probability = 0.3), list(trials = 1000, probability = 0.002)))
  add("binomial", o, c(0, 1, 3, 9, 10), function(x) dbinom(x, o$trials, o$probability, TRUE),
    function(x, l) pbinom(x, o$trials, o$probability, l, TRUE), function(p, l) qbinom(p, o$trials, o$probability, l))
for (o in list(list(rate = 0.4), list(rate = 12), list(rate = 900)))
  add("poisson", o, c(0, 1, 5, 20, 900, 1200), function(x) dpois(x, o$rate, TRUE),
    function(x, l) ppois(x, o$rate, l, TRUE), function(p, l) qpois(p, o$rate, l))
for (o in list(list(mean = 3, dispersion = 2), list(mean = 40, dispersion = 0.5), list(mean = 4, dispersion = 1000)))
  add("negativeBinomial", o, c(0, 1, 5, 20, 300), function(x) dnbinom(x, mu = o$mean, size = o$dispersion, log = TRUE),
    function(x, l) pnbinom(x, mu = o$mean, size = o$dispersion, lower.tail = l, log.p = TRUE), function(p, l) qnbinom(p, mu = o$mean, size = o$dispersion, lower.tail = l))
cat(sprintf('{\n"source": "%s, written by base-r.R beside this file",\n"columns": { "points": ["x", "log density", "log P(X <= x)", "log P(X > x)"], "quantiles": ["p", "quantile", "upper quantile"] },\n"families": [\n%s\n]\n}\n',
  R.version.string, paste(unlist(rows), collapse = ",\n")))
