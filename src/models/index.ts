/** Models: declared once, compiled in milliseconds, fitted to any data. */

export type { AddOptions, Builder, DataOptions, ObserveOptions } from "./builder.js";
export {
  binary,
  type ColumnKind,
  count,
  IndexColumn,
  index,
  indexOf,
  MatrixColumn,
  matrix,
  matrixOf,
  number,
  real,
} from "./columns.js";
export { Fit, type FittedModel, type NumberedRecorder, type PredictOptions } from "./fit.js";
export { type Model, type ModelOptions, model, type WithOptions } from "./model.js";
export {
  ModelWithData,
  type Refit,
} from "./model-with-data.js";
export type { AnyDistribution, Over, ParameterOptions } from "./parameter-options.js";
export type { DrawnColumn, PriorDraw } from "./prior-draw.js";
export type { ModelSampleOptions, RefitOptions } from "./sample-options.js";
export {
  type CalibratedVariable,
  type Calibration,
  type CalibrationOptions,
  simulationBasedCalibration,
} from "./simulation-based-calibration.js";
export type { OtherData, TableData } from "./table.js";
