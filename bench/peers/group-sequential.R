# Times (processor time) 5-look plans with gsDesign and, where it is installed, rpact. Prints one line of JSON: milliseconds a plan, by design.
# Rscript group-sequential.R <plans of each>
count <- as.numeric(commandArgs(TRUE))[1]
if (!requireNamespace("gsDesign", quietly = TRUE)) {
  cat('{"gsDesign": null, "rpact": null, "milliseconds": {}}\n')
  quit()
}
timed <- function(run) {
  run() # Warm up: compiled to bytecode at its first calls.
  run()
  seconds <- sum(system.time(for (i in seq_len(count)) run())[c("user.self", "sys.self")])
  1000 * seconds / count
}
library(gsDesign)
found <- c(
  "gsDesign, spending" = timed(function() gsDesign(k = 5, test.type = 1, sfu = sfLDOF)),
  "gsDesign, binding futility" = timed(function() gsDesign(k = 5, test.type = 3)),
  "gsDesign, non-binding futility" = timed(function() gsDesign(k = 5, test.type = 4)),
  "gsDesign, classical" = timed(function() gsDesign(k = 5, test.type = 2, sfu = "OF"))
)
rpact <- requireNamespace("rpact", quietly = TRUE)
if (rpact) {
  suppressPackageStartupMessages(library(rpact))
  plan <- function(...) getDesignCharacteristics(getDesignGroupSequential(kMax = 5, alpha = 0.025, beta = 0.1, ...))
  found <- c(found,
    "rpact, spending" = timed(function() plan(typeOfDesign = "asOF")),
    "rpact, binding futility" = timed(function() plan(typeOfDesign = "asHSD", gammaA = -4, typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = TRUE)),
    "rpact, non-binding futility" = timed(function() plan(typeOfDesign = "asHSD", gammaA = -4, typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = FALSE)),
    "rpact, classical" = timed(function() getDesignCharacteristics(getDesignGroupSequential(kMax = 5, alpha = 0.05, beta = 0.1, sided = 2, typeOfDesign = "OF"))))
}
cat(sprintf('{"gsDesign": "%s", "rpact": %s, "milliseconds": {%s}}\n', packageVersion("gsDesign"), if (rpact) sprintf('"%s"', packageVersion("rpact")) else "null",
  paste(sprintf('"%s": %.6f', names(found), found), collapse = ", ")))
