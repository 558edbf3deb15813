// C ~ Poisson(exp(alpha + beta1 t + beta2 t^2 + beta3 t^3 + eps)), eps ~ N(0, sigma)
data {
  int<lower=0> n;
  int<lower=0> C[n];
  vector[n] year;
}
transformed data {
  matrix[n, 3] X = append_col(append_col(year, square(year)), year .* square(year));
}
parameters {
  real<lower=-20, upper=20> alpha;
  real<lower=-10, upper=10> beta_1;
  real<lower=-10, upper=10> beta_2;
  real<lower=-10, upper=10> beta_3;
  vector[n] eps;
  real<lower=0, upper=5> sigma;
}
model {
  eps ~ normal(0, sigma);
  C ~ poisson_log(alpha + X * [beta_1, beta_2, beta_3]' + eps);  // under ~, poisson_log_glm of Stan 2.21 loses its value
}
