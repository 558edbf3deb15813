/** What a model declares, in the order in which it declares it. */
import type { Axis } from "../density/axis.js";
import type { Expression } from "../density/expression.js";
import type { Distribution, VectorDistribution } from "../distributions/index.js";
import type { Transform } from "../transforms/index.js";
import type { DeclaredTable } from "./table.js";

/** A parameter: coordinates of the position, and what becomes of them. */
export interface DeclaredParameter {
  readonly name: string;
  readonly position: Expression;
  /** The parameter on its own scale. */
  readonly value: Expression;
  /** Of what it has one element each; null: one number. */
  readonly axis: Axis | null;
  readonly transform: Transform;
  readonly distribution: Distribution | VectorDistribution;
  /** How a draw of the distribution becomes the coordinates, where the form is non-centered: the draw is of `standard`. */
  readonly standard?: Distribution;
  /** Whether the constraint is not that of the distribution itself. */
  readonly isConditioned?: boolean;
  /** Of missing values: the column that they are of, whose statement is their prior. */
  readonly column?: string;
}

/** Something whose density is known: data (`observed`) or an expression of parameters. */
export interface DeclaredStatement {
  readonly name: string;
  readonly subject: Expression;
  readonly distribution: Distribution | VectorDistribution;
  readonly observed: boolean;
  /** The log density of each element (of all together, for vectors). */
  readonly density: Expression;
  /** The log density of each part that is observed by itself: what leave-one-out leaves out. */
  readonly pointwise: Expression;
  /** Rows before it are only conditioned on. */
  readonly from: number;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

/** A model's declarations. */
export interface Trace {
  readonly tables: DeclaredTable[];
  readonly parameters: DeclaredParameter[];
  readonly statements: DeclaredStatement[];
  /** The terms of log π. */
  readonly terms: NamedExpression[];
  /** The terms whose elements are log densities of observations that no statement is about. */
  readonly added: NamedExpression[];
  /** Quantities that are recorded besides the parameters. */
  readonly recorded: NamedExpression[];
}
