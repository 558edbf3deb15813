// Two hidden states, two exponential emissions a step; forward algorithm, logarithms of the transition matrix taken once
data {
  int<lower=1> N;
  int<lower=1> K;
  real<lower=0> u[N];
  real<lower=0> v[N];
  matrix<lower=0>[K, K] alpha;
}
parameters {
  simplex[K] theta1;
  simplex[K] theta2;
  positive_ordered[K] phi;
  positive_ordered[K] lambda;
}
model {
  vector[K] log_theta1 = log(theta1);
  vector[K] log_theta2 = log(theta2);
  vector[K] scale = log(phi) + log(lambda);
  real first = scale[1] - phi[1] * u[1] - lambda[1] * v[1];
  real second = scale[2] - phi[2] * u[1] - lambda[2] * v[1];
  theta1 ~ dirichlet(alpha[1]');
  theta2 ~ dirichlet(alpha[2]');
  phi[1] ~ normal(0, 1);
  phi[2] ~ normal(3, 1);
  lambda[1] ~ normal(0, 1);
  lambda[2] ~ normal(3, 1);
  for (t in 2:N) {
    real next = log_sum_exp(first + log_theta1[1], second + log_theta2[1]) + (scale[1] - phi[1] * u[t] - lambda[1] * v[t]);
    second = log_sum_exp(first + log_theta1[2], second + log_theta2[2]) + (scale[2] - phi[2] * u[t] - lambda[2] * v[t]);
    first = next;
  }
  target += log_sum_exp(first, second);
}
