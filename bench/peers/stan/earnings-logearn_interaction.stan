// log(earn) ~ N(b1 + b2 height + b3 male + b4 height male, sigma)
data {
  int<lower=0> N;
  vector[N] earn;
  vector[N] height;
  vector[N] male;
}
transformed data {
  vector[N] log_earn = log(earn);
  matrix[N, 3] X = append_col(append_col(height, male), height .* male);
}
parameters {
  vector[4] beta;
  real<lower=0> sigma;
}
model {
  log_earn ~ normal_id_glm(X, beta[1], tail(beta, 3), sigma);
}
