# Reference values of convergence diagnostics and summaries: Rscript convergence.R > data/convergence.json
# R 4.2.2 with the package `posterior` (its version is written into the output). Draws are rounded to 9 digits, so that the
# file is short and both programs read the same numbers.
suppressMessages(library(posterior))

number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), ifelse(x > 0, "\"Infinity\"", "\"-Infinity\""), sprintf("%.17g", x)))
array1 <- function(x) paste0("[", paste(number(as.numeric(x)), collapse = ","), "]")
chains <- function(x) paste0("[", paste(apply(x, 2, function(chain) paste0("[", paste(digits9(chain), collapse = ","), "]")), collapse = ","), "]")
digits9 <- function(x) ifelse(is.na(x), "\"NaN\"", ifelse(is.infinite(x), ifelse(x > 0, "\"Infinity\"", "\"-Infinity\""), sprintf("%.9g", x)))
object <- function(fields) paste0("{", paste0("\"", names(fields), "\":", unlist(fields), collapse = ","), "}")
ar <- function(n, phi) as.numeric(stats::filter(rnorm(n + 50), phi, method = "recursive"))[51:(n + 50)]
each <- function(m, f) sapply(seq_len(m), f)

set.seed(20260401)
shapes <- list(
  good = each(4, function(i) rnorm(250)),
  autocorrelated = each(4, function(i) ar(300, 0.95)),
  slowest = each(2, function(i) cumsum(rnorm(400))),
  antithetic = each(4, function(i) ar(200, -0.7)),
  stuckChain = cbind(each(3, function(i) rnorm(120)), rep(0.25, 120)),
  stuckChains = matrix(rep(c(1, 2, 4), each = 60), 60),
  shiftedChain = cbind(each(3, function(i) rnorm(150)), rnorm(150) + 3),
  widerChain = cbind(each(3, function(i) rnorm(150)), 4 * rnorm(150)),
  constant = matrix(0.1, 50, 4),
  oddLength = each(3, function(i) ar(101, 0.4)),
  fourIterations = each(4, function(i) rnorm(4)),
  fiveIterations = each(3, function(i) rnorm(5)),
  twelveIterations = each(2, function(i) rnorm(12)),
  thirteenIterations = each(2, function(i) ar(13, 0.8)),
  heavyTails = each(4, function(i) rcauchy(200)),
  ties = each(4, function(i) rpois(180, 1.5)),
  twoValues = each(4, function(i) rbinom(120, 1, 0.3)),
  rareEvent = each(4, function(i) rbinom(120, 1, 0.02)),
  symmetricSigns = each(4, function(i) 2 * rbinom(60, 1, 0.5) - 1),
  oneChain = each(1, function(i) ar(333, 0.6)),
  farFromZero = each(4, function(i) 1e6 + rnorm(128)),
  large = each(4, function(i) 1e9 * ar(130, 0.3)),
  small = each(4, function(i) 1e-6 * ar(130, 0.3)),
  long = each(4, function(i) ar(1000, 0.9)),
  # Draws that break formulas: what is not a number, too few, too large, too equal.
  oneNaN = { x <- each(4, function(i) rnorm(20)); x[3, 2] <- NaN; x },
  allNaN = matrix(NaN, 10, 2),
  oneInfinite = { x <- each(4, function(i) rnorm(20)); x[3, 2] <- Inf; x },
  bothInfinite = { x <- each(2, function(i) rnorm(20)); x[3, 2] <- Inf; x[4, 1] <- -Inf; x },
  allInfinite = matrix(Inf, 10, 2),
  oneDraw = matrix(0.3, 1, 1),
  oneIteration = each(4, function(i) rnorm(1)) |> matrix(1),
  threeOfOneChain = each(1, function(i) rnorm(3)),
  fiveOfOneChain = each(1, function(i) rnorm(5)),
  sixIterations = each(3, function(i) rnorm(6)),
  sevenIterations = each(2, function(i) rnorm(7)),
  strongAntithetic = each(1, function(i) ar(101, -0.95)),
  alternating = matrix(rep(c(1, -1), 30), 60, 2),
  trend = cbind(1:50, 1:50, 51:100),
  oneOther = { x <- matrix(2, 40, 2); x[17, 1] <- 3; x },
  halfStill = cbind(c(rnorm(20), rep(0.1, 20)), rnorm(40)),
  nearlyEqual = matrix(1 + 1e-6 * round(rnorm(80), 1), 40, 2),
  thousandths = each(2, function(i) round(rnorm(100), 1)),
  tiny = each(2, function(i) 1e-12 * rnorm(50)),
  huge = each(2, function(i) 1e150 * rnorm(50)),
  hugest = each(2, function(i) 1e300 * rnorm(50)),
  belowEpsilon = each(2, function(i) 1e-17 * rnorm(50)),
  manyInfinite = { x <- matrix(rnorm(40), 20); x[1:21] <- Inf; x },
  nearOverflow = each(2, function(i) 1.7e308 * runif(50, -1, 1))
)
probabilities <- c(0.025, 0.1, 0.5, 0.9, 1)
ids <- function(m) if (m > 2 && m %% 2 == 0) rep(seq_len(m / 2), each = 2) else seq_len(m)
quietly <- function(x) suppressWarnings(x)

measure <- function(x) {
  x <- matrix(as.numeric(sprintf("%.9g", x)), nrow(x))
  object(list(
    chains = chains(x), mean = number(mean(x)), sd = number(sd(x)), median = number(median(x)), mad = number(mad(x)),
    quantiles = array1(quantile2(x, probabilities, names = FALSE)),
    rhat = number(quietly(rhat(x))), rhatBasic = number(quietly(rhat_basic(x))),
    essBulk = number(quietly(ess_bulk(x))), essTail = number(quietly(ess_tail(x))),
    essQuantiles = array1(quietly(ess_quantile(x, probabilities))),
    essMean = number(quietly(ess_mean(x))), essSd = number(quietly(ess_sd(x))),
    mcseMean = number(quietly(mcse_mean(x))), mcseSd = number(quietly(mcse_sd(x))),
    mcseMedian = number(quietly(mcse_median(x))), mcseQuantiles = array1(quietly(sapply(probabilities[1:4], function(p) tryCatch(mcse_quantile(x, p), error = function(e) NA)))),
    nestedRhat = if (ncol(x) > 1) number(quietly(rhat_nested(x, superchain_ids = ids(ncol(x))))) else "null"
  ))
}

cat(object(list(
  provenance = sprintf("\"R %s, posterior %s, convergence.R beside this folder\"", getRversion(), packageVersion("posterior")),
  probabilities = array1(probabilities),
  shapes = paste0("{\n", paste0("\"", names(shapes), "\":", sapply(shapes, measure), collapse = ",\n"), "\n}")
)), "\n", sep = "")
