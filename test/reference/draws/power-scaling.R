# Reference values of power-scaling sensitivity: R_LIBS=... PRIORSENSE=<its folder R> Rscript power-scaling.R > data/power-scaling.json
# R 4.2.2 with `posterior` (its version is written into the output) and cjs_dist of `priorsense` 1.2, read from its sources. The weights are those of
# posterior::pareto_smooth with r_eff = 1, where priorsense lets posterior estimate the efficiency of the draws; draws are rounded to 7 digits.
suppressMessages({ library(posterior); library(checkmate) })
assert_atomic_vector <- checkmate::assert_atomic_vector; invisible(lapply(c("ewcdf.R", "cjs.R"), function(f) source(file.path(Sys.getenv("PRIORSENSE"), f))))
number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
array1 <- function(x) paste0("[", paste(number(as.numeric(x)), collapse = ","), "]")
short <- function(x) paste0("[", paste(sprintf("%.7g", x), collapse = ","), "]")
object <- function(fields) paste0("{", paste0("\"", names(fields), "\":", unlist(fields), collapse = ",\n"), "}")
rounded <- function(x) as.numeric(sprintf("%.7g", x))

set.seed(8)
S <- 400
# y ~ normal(mu, sigma), mu ~ normal(0, 1), 6 observations about 4.
y <- c(3.1, 4.4, 5.2, 3.8, 4.6, 4.1)
v <- 1 / (1 + 6 / 1.2^2); mu <- rounded(rnorm(S, v * sum(y) / 1.2^2, sqrt(v))); sigma <- rounded(abs(rnorm(S, 1.2, 0.2)))
rank <- rpois(S, 2)
prior <- rounded(dnorm(mu, 0, 1, log = TRUE)); likelihood <- rounded(sapply(seq_len(S), function(s) sum(dnorm(y, mu[s], sigma[s], log = TRUE))))
alphas <- c(0.99, 1.01)
distances <- function(x, component) vapply(alphas, function(a) {
  w <- suppressWarnings(pareto_smooth(component * (a - 1), r_eff = 1, return_k = TRUE, extra_diags = TRUE, are_log_weights = TRUE, verbose = FALSE, tail = "right"))
  lw <- as.numeric(w$x); unname(cjs_dist(x, x, rep(1 / S, S), exp(lw - max(lw)) / sum(exp(lw - max(lw)))))
}, 0)
sensitivity <- function(x, component) { d <- distances(x, component); mean(c(-d[1] / log2(alphas[1]), d[2] / log2(alphas[2]))) }
variables <- list(mu = mu, sigma = sigma, rank = rank)
cat(object(list(
  provenance = sprintf("\"R %s, posterior %s, priorsense 1.2 (cjs_dist), power-scaling.R beside this folder\"", getRversion(), packageVersion("posterior")),
  draws = object(lapply(variables, short)), logPrior = short(prior), logLikelihood = short(likelihood),
  prior = object(lapply(variables, function(x) number(sensitivity(x, prior)))),
  likelihood = object(lapply(variables, function(x) number(sensitivity(x, likelihood))))
)), "\n")
