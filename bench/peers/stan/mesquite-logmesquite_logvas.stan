// log weight ~ N(b1 + X b, sigma), X logarithms of volume, area, shape, height and density, and the group
data {
  int<lower=0> N;
  vector[N] weight;
  vector[N] diam1;
  vector[N] diam2;
  vector[N] canopy_height;
  vector[N] total_height;
  vector[N] density;
  vector[N] group;
}
transformed data {
  vector[N] log_weight = log(weight);
  matrix[N, 6] X;
  X[, 1] = log(diam1 .* diam2 .* canopy_height);
  X[, 2] = log(diam1 .* diam2);
  X[, 3] = log(diam1 ./ diam2);
  X[, 4] = log(total_height);
  X[, 5] = log(density);
  X[, 6] = group;
}
parameters {
  vector[7] beta;
  real<lower=0> sigma;
}
model {
  log_weight ~ normal_id_glm(X, beta[1], tail(beta, 6), sigma);
}
