// Two hidden states, normal emissions; forward algorithm, logarithms of the transition matrix taken once
data {
  int<lower=1> N;
  int<lower=1> K;
  real y[N];
}
parameters {
  simplex[K] theta1;
  simplex[K] theta2;
  positive_ordered[K] mu;
}
model {
  vector[K] log_theta1 = log(theta1);
  vector[K] log_theta2 = log(theta2);
  real first = normal_lpdf(y[1] | mu[1], 1);
  real second = normal_lpdf(y[1] | mu[2], 1);
  mu[1] ~ normal(3, 1);
  mu[2] ~ normal(10, 1);
  for (t in 2:N) {
    real next = log_sum_exp(first + log_theta1[1], second + log_theta2[1]) + normal_lpdf(y[t] | mu[1], 1);
    second = log_sum_exp(first + log_theta1[2], second + log_theta2[2]) + normal_lpdf(y[t] | mu[2], 1);
    first = next;
  }
  target += log_sum_exp(first, second);
}
