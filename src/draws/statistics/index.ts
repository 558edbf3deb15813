/** Statistics of the draws of one variable. */
export { essBulk } from "./ess-bulk.js";
export { essMean } from "./ess-mean.js";
export { essQuantile } from "./ess-quantile.js";
export { essSd } from "./ess-sd.js";
export { essTail } from "./ess-tail.js";
export { mad } from "./mad.js";
export { mcseMean } from "./mcse-mean.js";
export { mcseMedian } from "./mcse-median.js";
export { mcseQuantile } from "./mcse-quantile.js";
export { mcseSd } from "./mcse-sd.js";
export { mean } from "./mean.js";
export { median } from "./median.js";
export { nestedRhat } from "./nested-rhat.js";
export { quantile } from "./quantile.js";
export { rhat } from "./rhat.js";
export { sd } from "./sd.js";
