// log_radon ~ N(alpha[county] + beta1 log_uppm + beta2 floor, sigma_y), alpha = mu_alpha + sigma_alpha alpha_raw
data {
  int<lower=0> N;
  int<lower=0> J;
  int<lower=1, upper=J> county_idx[N];
  vector[N] log_uppm;
  vector[N] floor_measure;
  vector[N] log_radon;
}
transformed data {
  matrix[N, 2] X = append_col(log_uppm, floor_measure);
}
parameters {
  vector[J] alpha_raw;
  vector[2] beta;
  real mu_alpha;
  real<lower=0> sigma_alpha;
  real<lower=0> sigma_y;
}
transformed parameters {
  vector[J] alpha = mu_alpha + sigma_alpha * alpha_raw;
}
model {
  alpha_raw ~ normal(0, 1);
  sigma_alpha ~ normal(0, 1);
  sigma_y ~ normal(0, 1);
  mu_alpha ~ normal(0, 10);
  beta ~ normal(0, 10);
  log_radon ~ normal_id_glm(X, alpha[county_idx], beta, sigma_y);
}
