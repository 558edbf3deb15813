# Makes r-rng-more.json: Rscript r-rng-more.R > r-rng-more.json   (R 4.2.2; default RNGkind: Mersenne-Twister, Inversion, Rejection)
# Each case: the seed, the call, its first values, the sum and the position-weighted sum of all of them, and the uniform drawn after them,
# which shows that as many numbers were used.
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
case <- function(seed, call, args, x, shown = 6L) {
  force(x)
  after <- runif(1)
  weighted <- sum(x * ((seq_along(x) - 1) %% 97 + 1))
  sprintf('{"seed":%d,"call":"%s","arguments":%s,"count":%d,"values":%s,"sum":%.17g,"weightedSum":%.17g,"after":%.17g}',
          seed, call, num(args), length(x), num(head(x, shown)), sum(x), weighted, after)
}
out <- character()
add <- function(seed, call, args, f, shown = 6L) {
  set.seed(seed)
  out[length(out) + 1] <<- case(seed, call, args, f(), shown)
}
seeds <- c(-2147483647L, -1009L, -1L, 0L, 42L, 2147483647L)
for (s in seeds) {
  add(s, "runif", c(0, 1), function() runif(2000))
  add(s, "rnorm", c(0, 1), function() rnorm(2000))
  add(s, "rexp", 1, function() rexp(2000))
}
add(5L, "runif", c(-2, 3.5), function() runif(10, -2, 3.5))
add(5L, "runif", c(2, 2), function() runif(10, 2, 2))
add(5L, "rnorm", c(10, 2.5), function() rnorm(10, 10, 2.5))
add(5L, "rnorm", c(10, 0), function() rnorm(10, 10, 0))
add(5L, "rexp", 0.25, function() rexp(10, 0.25))
add(77L, "rnorm", c(0, 1), function() rnorm(300000))
add(77L, "rexp", 1, function() rexp(300000))
# Sizes of 10^9 are left out: there R 4.2.2 squares a 32-bit integer beyond its range and takes values that BTPE rejects.
for (b in list(c(1, 0.3), c(1, 0.5), c(1, 0.8), c(10, 0), c(10, 1), c(0, 0.4), c(10, 0.3), c(12, 0.97), c(59, 0.5), c(100, 0.29), c(299, 0.1), c(1e6, 1e-5),
               c(60, 0.5), c(61, 0.5), c(100, 0.3), c(100, 0.31), c(100, 0.7), c(1000, 0.04), c(1000, 0.5), c(1000, 0.9), c(1e5, 0.001), c(1e6, 0.25), c(1e8, 0.25), c(1e7, 0.95)))
  add(314L, "rbinom", b, function() rbinom(if (b[1] >= 60 && b[1] < 1e6) 100000 else 5000, b[1], b[2]), 12L)
for (a in c(1e-3, 0.05, 0.3, 0.75, 0.999, 1, 1.0001, 1.5, 2.3, 3.686, 3.7, 8, 13.022, 13.1, 40, 1000, 1e6))
  add(2718L, "rgamma", c(a, 1), function() rgamma(20000, a, 1))
add(2718L, "rgamma", c(2.3, 7), function() rgamma(1000, 2.3, 7))
add(2718L, "rgamma", c(0.4, 0.3), function() rgamma(1000, 0.4, 0.3))
for (b in list(c(0.001, 0.002), c(0.2, 0.3), c(0.5, 0.5), c(0.5, 4), c(4, 0.5), c(1, 1), c(1, 3), c(3, 1), c(0.9, 200), c(200, 0.9),
               c(1.01, 1.02), c(1.5, 2.5), c(2.5, 1.5), c(5, 5), c(30, 2), c(2, 30), c(1000, 800)))
  add(161L, "rbeta", b, function() rbeta(20000, b[1], b[2]))
for (n in c(1, 2, 3, 5, 64, 65, 1000, 65536, 65537, 1e6)) {
  add(99L, "sample", c(n, min(n, 5000), 0), function() sample.int(n, min(n, 5000)), 10L)
  add(99L, "sample", c(n, 5000, 1), function() sample.int(n, 5000, replace = TRUE), 10L)
}
for (n in c(2e7, 4294967296, 4294967297, 1e12, 4.4e15))
  add(99L, "sample", c(n, 3000, 0), function() sample.int(n, 3000), 10L)
add(98L, "sample", c(2e7, 3000, 1), function() sample.int(2e7, 3000, replace = TRUE), 10L)
add(98L, "sample", c(10, 0, 0), function() sample.int(10, 0), 10L)
weighted <- list(c(0.5, 0.5), c(0.2, 0.3, 0.5), c(1, 1, 1, 1, 1, 1, 1), c(3, 0, 1, 3, 2, 2, 0, 1), rep(c(1, 2, 3), 40), rep(c(1, 2, 3), 100), ((1:250) * 7919) %% 101)
for (w in weighted) {
  add(55L, "sampleWeighted", c(5000, 1, w), function() sample.int(length(w), 5000, replace = TRUE, prob = w), 10L)
  add(55L, "sampleWeighted", c(1, 0, w), function() sample.int(length(w), 1, prob = w), 10L)
  k <- sum(w > 0)
  add(55L, "sampleWeighted", c(k, 0, w), function() sample.int(length(w), k, prob = w), 10L)
}
cat('{"source":"R 4.2.2 (2022-10-31), default RNGkind; made by r-rng-more.R beside this file","cases":[\n', paste(out, collapse = ",\n"), "\n]}\n", sep = "")
