# Writes boin-boundaries-sim-fast-boin.json: boundaries by simFastBOIN, which has the option stay_on_1_of_3 and whose table of extra safety is
# defined for every target. Run from this folder: Rscript boin-boundaries-sim-fast-boin.R
library(simFastBOIN)
library(jsonlite)
tables <- unlist(lapply(c(0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.28, 0.3, 0.35, 0.4, 0.5, 0.55, 0.57, 0.6), function(target) {
  lapply(c(FALSE, TRUE), function(stay) {
    b <- boin_boundary(target, 24, extrasafe = TRUE, stay_on_1_of_3 = stay)
    list(target = target, stay = stay, escalate = I(b$b_esc), deescalate = I(b$b_deesc), eliminate = I(b$b_elim), stop = I(b$b_stop))
  })
}), recursive = FALSE)
lines <- vapply(tables, function(x) as.character(toJSON(x, auto_unbox = TRUE, na = "null")), "")
writeLines(sprintf('{"provenance": "R %s, simFastBOIN %s (boin_boundary); script boin-boundaries-sim-fast-boin.R",\n"tables": [\n%s\n]}',
  getRversion(), packageVersion("simFastBOIN"), paste(lines, collapse = ",\n")), "boin-boundaries-sim-fast-boin.json")
