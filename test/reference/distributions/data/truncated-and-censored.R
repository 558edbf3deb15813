# Log densities of truncated and of censored values by base R's distribution functions, also far out: Rscript truncated-and-censored.R > truncated-and-censored.json
number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), ifelse(v > 0, '"Infinity"', '"-Infinity"'))
object <- function(o) sprintf("{ %s }", paste(sprintf('"%s": %s', names(o), sapply(o, number)), collapse = ", "))
# ln(e^a - e^b)
less <- function(a, b) a + ifelse(a - b < log(2), log(-expm1(b - a)), log1p(-exp(b - a)))
# ln P(above < X <= upTo), from the tail that is smaller
between <- function(p, above, upTo) {
  if (above == -Inf) return(p(upTo, TRUE))
  if (upTo == Inf) return(p(above, FALSE))
  if (p(above, FALSE) < p(above, TRUE)) less(p(above, FALSE), p(upTo, FALSE)) else less(p(upTo, TRUE), p(above, TRUE))
}
rows <- list()
# Each interval is truncated to and, of its ends, censored at.
add <- function(name, o, d, p, intervals, isCount = FALSE) for (i in intervals) {
  lower <- i[1]; upper <- i[2]
  at <- if (length(i) > 2) i[3] else if (upper == Inf) lower + ifelse(isCount, 1, 0.1) else if (lower == -Inf) upper - ifelse(isCount, 1, 0.1) else (lower + upper) / 2
  if (isCount) at <- round(at)
  bounds <- list(lower = lower, upper = upper)
  bounds <- bounds[is.finite(unlist(bounds))]
  truncated <- d(at) - between(p, if (isCount) lower - 1 else lower, upper)
  censored <- c(if (is.finite(lower)) sprintf('"right": %s', number(p(lower, FALSE))), if (is.finite(upper)) sprintf('"left": %s', number(p(upper, TRUE))),
    if (length(bounds) == 2) sprintf('"interval": %s', number(between(p, lower, upper))))
  rows[[length(rows) + 1]] <<- sprintf('{ "name": "%s", "options": %s, "bounds": %s, "at": %s, "truncated": %s, %s }',
    name, object(o), object(bounds), number(at), number(truncated), paste(censored, collapse = ", "))
}
for (o in list(list(mean = 0, sd = 1), list(mean = -3, sd = 0.5)))
  add("normal", o, function(x) dnorm(x, o$mean, o$sd, TRUE), function(x, l) pnorm(x, o$mean, o$sd, l, TRUE), list(c(1, Inf), c(-1, 2), c(12, 13), c(-Inf, -30), c(30, 31)))
for (o in list(list(degreesOfFreedom = 3, location = 0, scale = 1), list(degreesOfFreedom = 40, location = 1, scale = 2)))
  add("studentT", o, function(x) dt((x - o$location) / o$scale, o$degreesOfFreedom, log = TRUE) - log(o$scale), function(x, l) pt((x - o$location) / o$scale, o$degreesOfFreedom, lower.tail = l, log.p = TRUE),
    list(c(0, Inf), c(-1, 4), c(50, 80), c(-Inf, -200)))
for (o in list(list(location = 0, scale = 1), list(location = -1, scale = 2.5)))
  add("cauchy", o, function(x) dcauchy(x, o$location, o$scale, TRUE), function(x, l) pcauchy(x, o$location, o$scale, l, TRUE), list(c(0.5, Inf), c(-3, 8), c(1e6, 3e6), c(-Inf, -1e4)))
for (o in list(list(shape = 0.3, rate = 2), list(shape = 2.5, rate = 0.5), list(shape = 150, rate = 10)))
  add("gamma", o, function(x) dgamma(x, o$shape, o$rate, log = TRUE), function(x, l) pgamma(x, o$shape, o$rate, lower.tail = l, log.p = TRUE),
    list(c(1, Inf), c(0.5, 20), c(60, 70), c(-Inf, 0.01, 0.004), c(-Inf, 3)))
for (o in list(list(degreesOfFreedom = 7.5)))
  add("chiSquare", o, function(x) dchisq(x, o$degreesOfFreedom, log = TRUE), function(x, l) pchisq(x, o$degreesOfFreedom, lower.tail = l, log.p = TRUE), list(c(1, 9), c(300, 310), c(-Inf, 0.01, 0.002)))
for (o in list(list(shape = 0.5, scale = 2), list(shape = 3, scale = 10)))
  add("weibull", o, function(x) dweibull(x, o$shape, o$scale, TRUE), function(x, l) pweibull(x, o$shape, o$scale, l, TRUE), list(c(1, Inf), c(0.5, 20), c(30, 31), c(-Inf, 0.01, 0.004)))
for (o in list(list(logMean = 0.3, logSd = 0.6)))
  add("logNormal", o, function(x) dlnorm(x, o$logMean, o$logSd, TRUE), function(x, l) plnorm(x, o$logMean, o$logSd, l, TRUE), list(c(1, 4), c(300, 400), c(-Inf, 1e-4, 5e-5)))
for (o in list(list(shape1 = 2, shape2 = 3), list(shape1 = 0.4, shape2 = 0.7), list(shape1 = 300, shape2 = 900)))
  add("beta", o, function(x) dbeta(x, o$shape1, o$shape2, log = TRUE), function(x, l) pbeta(x, o$shape1, o$shape2, lower.tail = l, log.p = TRUE),
    list(c(0.2, 0.3), c(-Inf, 0.01, 0.004), c(0.9, Inf, 0.95), c(0.7, 0.75)))
for (o in list(list(trials = 10, probability = 0.3), list(trials = 1000, probability = 0.02)))
  add("binomial", o, function(x) dbinom(x, o$trials, o$probability, TRUE), function(x, l) pbinom(x, o$trials, o$probability, l, TRUE), list(c(1, Inf), c(2, 6), c(7, 9), c(-Inf, 2)), TRUE)
for (o in list(list(rate = 0.4), list(rate = 12), list(rate = 900)))
  add("poisson", o, function(x) dpois(x, o$rate, TRUE), function(x, l) ppois(x, o$rate, l, TRUE), list(c(1, Inf), c(2, 6), c(40, 60), c(-Inf, 3)), TRUE)
for (o in list(list(mean = 3, dispersion = 2), list(mean = 40, dispersion = 0.5)))
  add("negativeBinomial", o, function(x) dnbinom(x, mu = o$mean, size = o$dispersion, log = TRUE), function(x, l) pnbinom(x, mu = o$mean, size = o$dispersion, lower.tail = l, log.p = TRUE),
    list(c(1, Inf), c(2, 6), c(200, 300), c(-Inf, 3)), TRUE)
cat(sprintf('{\n"source": "%s, written by truncated-and-censored.R beside this file",\n"rows": [\n%s\n]\n}\n', R.version.string, paste(unlist(rows), collapse = ",\n")))
