# Stan on the public posteriors, by the Stan library that rstan carries: the programs in stan/ are translated by rstan::stanc and compiled with
# g++ -O3 -march=native (once; kept in out/stan), and run through stan/services.cpp. Prints one line of JSON a measurement.
# Rscript stan.R compile [posterior ...]
# Rscript stan.R gradient <rounds> [posterior ...]   nanoseconds a gradient: a C++ loop over 16 draws from the posterior
# Rscript stan.R sample <seed> [posterior ...]       NUTS with Stan's defaults, 4 chains of 1000 + 1000 in one thread; `furthest` is the
#   greatest difference from a reference mean in units of the combined Monte Carlo standard error
# Seconds are processor time of C++ alone, without R. Gradients are counted as leapfrog steps.
suppressMessages({ library(rstan); library(jsonlite) })
options(warn = 1)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))))
root <- dirname(dirname(here))
kept <- file.path(root, "out", "stan")
reference <- fromJSON(file.path(root, "test/reference/posteriordb/data/posteriors.json"), simplifyVector = FALSE)

data_of <- function(name) {
  data <- fromJSON(file.path(root, "test/reference/posteriordb/data", reference[[name]]$data), simplifyDataFrame = FALSE)
  if (!is.null(data$columns)) data$X <- sapply(data$columns, function(column) if (is.list(column)) column$levels[column$codes + 1] else column)
  data$columns <- NULL
  # Whole numbers become integers, which Stan takes for either.
  lapply(data, function(x) { if (all(x == round(x)) && all(abs(x) < 2^31)) storage.mode(x) <- "integer"; x })
}

flags <- "-std=gnu++14 -O3 -march=native -w -fPIC -DNDEBUG -DEIGEN_NO_DEBUG -DBOOST_DISABLE_ASSERTS -DBOOST_PENDING_INTEGER_LOG2_HPP -DBOOST_NO_AUTO_PTR"
include <- function(package, folder = "include") paste0("-I", shQuote(system.file(folder, package = package)))
includes <- function() paste(paste0("-I", R.home("include")), "-I/usr/share/R/include", include("Rcpp"), include("RcppEigen"), include("RcppEigen", "include/unsupported"),
  include("StanHeaders", "include/src"), include("StanHeaders"), include("RcppParallel"), include("rstan"))
libraries <- function() sprintf("-L%s -lStanHeaders -L%s -ltbb", system.file("lib", package = "StanHeaders"), system.file("libs", package = "RcppParallel"))

# Compiles C++ text unless it was compiled before; the name holds the hash of all that it is made from.
compiled <- function(name, text, extension, extra = character()) {
  hash <- substr(digest::digest(c(text, flags, extra, as.character(packageVersion("StanHeaders")))), 1, 12)
  file <- file.path(kept, sprintf("%s-%s.%s", name, hash, extension))
  if (file.exists(file)) return(file)
  dir.create(kept, recursive = TRUE, showWarnings = FALSE)
  source <- sub("[.][a-z]+$", ".cpp", file)
  writeLines(text, source)
  how <- if (extension == "o") "-c" else paste("-shared", paste(shQuote(extra), collapse = " "))
  command <- paste("g++", flags, includes(), "-include stan/math/prim/mat/fun/Eigen.hpp", shQuote(source), how, "-o", shQuote(paste0(file, ".part")), if (extension == "so") libraries())
  seconds <- system.time(status <- system(command))["elapsed"]
  if (status != 0) stop("cannot compile ", source)
  file.rename(paste0(file, ".part"), file)
  message(sprintf("%s compiled in %.0f s", name, seconds))
  file
}

library_of <- function(name) {
  program <- file.path(here, "stan", paste0(name, ".stan"))
  services <- compiled("services", readLines(file.path(here, "stan", "services.cpp")), "o")
  translated <- stanc(program, model_name = "program", obfuscate_model_name = FALSE)$cppcode
  made <- "stan::model::model_base* make_model(stan::io::var_context& data) { return new stan_model(data, 1, nullptr); }"
  compiled(name, c(translated, made), "so", extra = services)
}

load <- function(name) {
  library <- dyn.load(library_of(name))
  data <- data_of(name)
  list(
    sample = function(seed, chain, warmup, draws, explain = FALSE)
      .Call(getNativeSymbolInfo("stan_sample", library), data, seed, chain, as.integer(warmup), as.integer(draws), explain),
    gradient = function(positions, repetitions) .Call(getNativeSymbolInfo("stan_gradient", library), data, positions, as.integer(repetitions))[1]
  )
}

line <- function(...) cat(toJSON(list(...), auto_unbox = TRUE, digits = NA, null = "null"), "\n", sep = "")

measure_gradient <- function(name, rounds) {
  model <- load(name)
  run <- model$sample(1L, 1L, 300, 160, explain = TRUE)
  # A row holds the sampler's 7 numbers, the position, the momentum and the gradient.
  positions <- t(run$explained[300 + 10 * (1:16), 7 + seq_len(run$dimension), drop = FALSE])
  repetitions <- 16 * max(2, round(0.2e9 / model$gradient(positions, 64) / 16))
  line(posterior = name, dimension = run$dimension, gradientNanoseconds = I(sapply(seq_len(rounds), function(round) model$gradient(positions, repetitions))))
}

# The greatest distance of means from the reference's, in combined Monte Carlo standard errors; NULL without a reference.
furthest <- function(name, means, errors) {
  known <- reference[[name]]$reference
  shared <- intersect(names(means), names(known))
  if (length(shared) == 0) return(NULL)
  max(sapply(shared, function(variable) {
    it <- known[[variable]]
    theirs <- if (is.null(it$mcse_mean)) it$sd / sqrt(it$draws) else it$mcse_mean
    abs(means[[variable]] - it$mean) / sqrt(errors[[variable]]^2 + theirs^2)
  }))
}

measure_sampling <- function(name, seed) {
  model <- load(name)
  chains <- lapply(1:4, function(chain) model$sample(seed, chain, 1000, 1000))
  sum_of <- function(what) sum(sapply(chains, function(chain) chain[[what]]))
  steps <- sapply(chains, function(chain) chain$rows[, "n_leapfrog__"])
  # Stan writes theta.1.2 for theta[1,2].
  columns <- colnames(chains[[1]]$rows)
  variables <- sub("[.](.*)$", "[\\1]", columns)
  wanted <- sub("[.].*", "", columns) %in% setdiff(names(reference[[name]]$dimensions), c("log_lambda", "lambda"))
  draws <- simplify2array(lapply(chains, function(chain) chain$rows[1001:2000, wanted]))
  statistic <- function(f) setNames(apply(draws, 2, f), variables[wanted])
  bulk <- statistic(posterior::ess_bulk)
  line(posterior = name, seed = seed, seconds = sum_of("seconds"), warmupSeconds = sum_of("warmupSeconds"),
    warmupGradients = sum(steps[1:1000, ]), samplingGradients = sum(steps[1001:2000, ]), minimumBulkEss = min(bulk), slowest = names(bulk)[which.min(bulk)],
    greatestRhat = max(statistic(posterior::rhat)), divergences = sum(sapply(chains, function(chain) sum(chain$rows[1001:2000, "divergent__"]))),
    furthest = furthest(name, statistic(mean), statistic(posterior::mcse_mean)))
}

arguments <- commandArgs(TRUE)
what <- arguments[1]
asked <- arguments[-seq_len(if (what == "compile") 1 else 2)]
if (length(asked) == 0) asked <- names(reference)
for (name in asked) switch(what,
  compile = invisible(library_of(name)),
  gradient = measure_gradient(name, as.integer(arguments[2])),
  sample = measure_sampling(name, as.integer(arguments[2])))
