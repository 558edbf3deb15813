/** The compiler: a log density and what to record, declared as expressions, become a program. */
import { InvalidArgument } from "../../errors.js";
import type { Axis } from "../axis.js";
import type { Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { distinctRowsOperator } from "../operators/distinct-rows.js";
import type { Program, Step } from "../program.js";
import { Algebra, isElementwise } from "./algebra.js";
import { BoundValues, TaskCollector } from "./collect-tasks.js";
import { gradientOf } from "./differentiate.js";
import { Importer } from "./import-expression.js";
import { type Node, NodeTable } from "./node.js";
import { planLoops } from "./plan-loops.js";
import { type Place, Storage } from "./storage.js";
import { isShort, sumOver } from "./sums.js";
import { type WeightedSteps, weightedSteps } from "./weighted-steps.js";
import { writeSteps } from "./write-steps.js";

/** An expression with a name. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

/** A log density to be compiled. */
export interface DensityDeclaration {
  /** The arrays of the position (made by `positionArray`), in their order. */
  readonly positions: readonly Expression[];
  /** log π is the sum of these; one over an axis is summed over it. */
  readonly terms: readonly NamedExpression[];
  /** What is recorded: numbers, or arrays over an axis. */
  readonly outputs: readonly NamedExpression[];
}

/** A program with what backends need to run it. */
export interface CompiledDensity {
  readonly program: Program;
  /** The operators that the program calls. */
  readonly operators: readonly Operator[];
  /** The number of each output's array in the program. */
  readonly outputs: ReadonlyMap<string, number>;
}

interface Target {
  readonly node: Node;
  readonly axis: Axis | null;
  readonly place: Place;
}

/**
 * Compiles a log density with its gradient: simplifies, differentiates, and puts all into as few loops as the dependencies allow.
 *
 * Source: griewank2008evaluating, chapter 3 (reverse mode).
 *
 * @throws InvalidArgument for an array of the position that is not declared, or names that are used twice.
 */
export function compile(declaration: DensityDeclaration): CompiledDensity {
  requireDistinct(
    "outputs",
    declaration.outputs.map(({ name }) => name),
  );
  requireDistinct(
    "terms",
    declaration.terms.map(({ name }) => name),
  );
  requireDistinct(
    "positions",
    declaration.positions.map(({ about }) => about.name ?? ""),
  );
  return new Compilation(declaration).compiled();
}

class Compilation {
  private readonly algebra = new Algebra(new NodeTable());
  private readonly storage = new Storage();
  private readonly bound = new BoundValues(this.storage);
  private readonly operators = new Map<string, Operator<never>>();
  private readonly importer: Importer;

  constructor(private readonly declaration: DensityDeclaration) {
    this.importer = new Importer(this.algebra, declaration.positions);
  }

  compiled(): CompiledDensity {
    const { storage, importer, algebra } = this;
    const positions = this.declaration.positions.map((position) => importer.nodeOf(position));
    for (const position of positions) storage.arrayOf(position);
    const gradients = positions.map(({ detail, axis }) => storage.add(`gradient of ${detail.name}`, "gradient", axis));
    const terms = this.declaration.terms.map(({ expression }) => {
      const node = importer.nodeOf(expression);
      return expression.axis === null ? node : sumOver(algebra, node, expression.axis);
    });
    const value = terms.reduce((total, term) => algebra.add(total, term), algebra.zero);
    const valueArray = storage.add("log density", "work", null);
    const termsArray = storage.addFixed("terms", "work", terms.length);
    const density = this.entry([
      { node: value, axis: null, place: { array: valueArray, at: 0 } },
      ...gradientOf(algebra, value, positions).flatMap((node, i) => targetsOf(algebra, node, positions[i].axis, gradients[i])),
    ]);
    const termTargets = terms.map((node, at) => ({ node, axis: null, place: { array: termsArray, at } }));
    const termSteps = this.entry(termTargets);
    const outputs = this.declaration.outputs.map(({ name, expression }) => ({
      name,
      array: storage.add(name, "output", expression.axis),
    }));
    const outputSteps = this.entry(
      this.declaration.outputs.flatMap(({ expression }, i) =>
        targetsOf(algebra, importer.nodeOf(expression), expression.axis, outputs[i].array),
      ),
    );
    for (const node of importer.data) storage.arrayOf(node);
    const { weighted, bind } = this.weighted(density);
    const entries = { density, weighted, outputs: outputSteps, terms: termSteps, bind: [...this.bindEntry(), ...bind] };
    const { sizes, arrays } = storage;
    const termNames = this.declaration.terms.map(({ name }) => name);
    return {
      program: { sizes, arrays, entries, value: valueArray, terms: termsArray, termNames },
      operators: [...this.operators.values()] as unknown as Operator[],
      outputs: new Map(outputs.map(({ name, array }) => [name, array])),
    };
  }

  private entry(targets: readonly Target[]): Step[] {
    return this.steps(targets, new TaskCollector(this.storage, this.bound));
  }

  private bindEntry(): Step[] {
    return this.steps(this.bound.roots, new TaskCollector(this.storage, null));
  }

  private weighted(density: readonly Step[]): WeightedSteps {
    const steps = weightedSteps(density, this.storage, this.operators);
    if (steps.bind.length > 0) this.operators.set(distinctRowsOperator.name, distinctRowsOperator as Operator<never>);
    return steps;
  }

  private steps(targets: readonly Target[], collector: TaskCollector): Step[] {
    this.storage.startEntry();
    for (const { node, axis, place } of targets) collector.announce(node, axis, place);
    for (const { node, axis, place } of targets) collector.require(node, axis, place);
    for (const { action } of collector.tasks)
      if (action.kind === "operator") this.operators.set(action.call.operator.name, action.call.operator);
    return writeSteps(planLoops(collector.tasks), collector, this.storage);
  }
}

/** Where an array goes: element by element, if it is short and not left as a whole by an operator. */
function targetsOf(algebra: Algebra, node: Node, axis: Axis | null, array: number): Target[] {
  if (axis === null) return [{ node, axis, place: { array, at: 0 } }];
  const isWrittenOut = isShort(axis) && (isElementwise(node.operation) || node.operation === "assemble");
  if (!isWrittenOut) return [{ node, axis, place: { array, at: null } }];
  return Array.from({ length: axis.length }, (_, at) => ({ node: algebra.element(node, at), axis: null, place: { array, at } }));
}

function requireDistinct(argument: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new InvalidArgument("compile", argument, "have distinct names", name);
    seen.add(name);
  }
}
