# What R reads from the CmdStan CSV files in data/: Rscript cmdstan-csv.R > data/cmdstan-csv.json
# rstan and posterior; their versions are written into the output.
suppressMessages({ library(rstan); library(posterior) })
fit <- read_stan_csv(c("data/chain-1.csv", "data/chain-2.csv"))
draws <- as_draws_array(as.array(fit))
array1 <- function(x) paste0("[", paste(sprintf("%.17g", as.numeric(x)), collapse = ","), "]")
columns <- sapply(variables(draws), function(v) paste0("\"", v, "\":[", array1(draws[, 1, v]), ",", array1(draws[, 2, v]), "]"))
params <- get_sampler_params(fit, inc_warmup = FALSE)
trace <- function(name) paste0("\"", name, "\":[", array1(params[[1]][, name]), ",", array1(params[[2]][, name]), "]")
cat("{\"provenance\":\"", sprintf("R %s, rstan %s, posterior %s, cmdstan-csv.R beside this folder", getRversion(), packageVersion("rstan"), packageVersion("posterior")), "\",\n",
  "\"variables\":{", paste(columns, collapse = ",\n"), "},\n\"trace\":{", paste(sapply(colnames(params[[1]]), trace), collapse = ",\n"), "}}\n", sep = "")
