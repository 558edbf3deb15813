# Makes variate-cells.json: Rscript variate-cells.R > variate-cells.json   (R 4.2.2)
# For each distribution the ends of cells and the probability of each cell; for each number of cells less 1 the value that chi-square passes
# with probability 1e-5.
num <- function(x, digits = 17) paste0("[", paste(sprintf("%.*g", digits, x), collapse = ","), "]")
at <- c(1e-4, 1e-3, (1:49) / 50, 0.999, 0.9999)
out <- character()
continuous <- function(name, options, quantile, cdf) {
  cuts <- unique(quantile(at))
  cuts <- cuts[abs(cuts) > 1e-300 & cuts != 1]
  out[length(out) + 1] <<- sprintf('{"name":"%s","options":%s,"cuts":%s,"probabilities":%s}', name, options, num(cuts), num(diff(c(0, cdf(cuts), 1)), 12))
}
# A cell holds the integers up to its end, cells being joined until each has probability 3e-5 (in the middle of long ones 0.003).
discrete <- function(name, options, mass, from, to) {
  k <- from:to; p <- mass(k); ends <- c(); probabilities <- c(); sum <- 0
  for (i in seq_along(k)) {
    sum <- sum + p[i]
    left <- 1 - sum(probabilities) - sum
    if (sum > (if (length(k) > 250 && min(1 - left, left) > 1e-3) 0.003 else 3e-5) && left > 3e-5) { ends <- c(ends, k[i] + 0.5); probabilities <- c(probabilities, sum); sum <- 0 }
  }
  out[length(out) + 1] <<- sprintf('{"name":"%s","options":%s,"cuts":%s,"probabilities":%s}', name, options, num(ends), num(c(probabilities, 1 - sum(probabilities)), 12))
}
continuous("uniform", '{"min":-2,"max":3}', function(p) qunif(p, -2, 3), function(x) punif(x, -2, 3))
continuous("normal", '{"mean":1,"sd":2}', function(p) qnorm(p, 1, 2), function(x) pnorm(x, 1, 2))
continuous("exponential", '{"rate":0.25}', function(p) qexp(p, 0.25), function(x) pexp(x, 0.25))
for (a in c(0.01, 0.3, 0.9, 1, 1.5, 2.3, 12, 1000)) continuous("gamma", sprintf('{"shape":%g,"rate":2}', a), function(p) qgamma(p, a, 2), function(x) pgamma(x, a, 2))
for (b in list(c(0.01, 0.02), c(0.03, 2), c(3, 0.03), c(0.2, 0.3), c(0.5, 0.5), c(1, 1), c(0.7, 3), c(1.5, 2.5), c(30, 2), c(400, 600)))
  continuous("beta", sprintf('{"shape1":%g,"shape2":%g}', b[1], b[2]), function(p) qbeta(p, b[1], b[2]), function(x) pbeta(x, b[1], b[2]))
for (w in c(0.5, 1, 1.5, 8)) continuous("weibull", sprintf('{"shape":%g,"scale":3}', w), function(p) qweibull(p, w, 3), function(x) pweibull(x, w, 3))
continuous("logNormal", '{"logMean":0.5,"logSd":1.5}', function(p) qlnorm(p, 0.5, 1.5), function(x) plnorm(x, 0.5, 1.5))
for (b in list(c(1, 0.3), c(3, 0.25), c(10, 0.3), c(12, 0.95), c(33, 0.02), c(33, 0.31), c(100, 0.5), c(1000, 0.004), c(1000, 0.3), c(5000, 0.7), c(20000, 0.3), c(1e6, 2e-5), c(1e6, 0.97))) {
  s <- sqrt(b[1] * b[2] * (1 - b[2])); from <- max(0, floor(b[1] * b[2] - 12 * s - 20)); to <- min(b[1], ceiling(b[1] * b[2] + 12 * s + 20))
  f <- function(k) { p <- dbinom(k, b[1], b[2]); p }
  discrete("binomial", sprintf('{"trials":%.0f,"probability":%.17g}', b[1], b[2]), f, from, to)
}
for (m in c(0.05, 1, 3, 9.99, 10, 50, 700, 5000)) discrete("poisson", sprintf('{"mean":%g}', m), function(k) dpois(k, m), max(0, floor(m - 12 * sqrt(m) - 20)), ceiling(m + 12 * sqrt(m) + 20))
for (n in list(c(0.5, 0.3), c(7.5, 5), c(40, 2.5), c(3, 1000))) discrete("negativeBinomial", sprintf('{"mean":%g,"shape":%g}', n[1], n[2]), function(k) dnbinom(k, size = n[2], mu = n[1]), 0, 3000)
df <- 1:400
cat('{"source":"R 4.2.2 (2022-10-31): quantile, distribution and mass functions; made by variate-cells.R beside this file",\n"chiSquareAt1e-5":', num(qchisq(1e-5, df, lower.tail = FALSE), 10),
    ',\n"cases":[\n', paste(out, collapse = ",\n"), "\n]}\n", sep = "")
