/** One chain under way. */
import type { LogDensity } from "../../density/log-density.js";
import { childKeyInto, type Rng, restartStream, rngFromKey, streamKey } from "../../random/index.js";
import type { Adaptation, Warmup } from "../adaptation.js";
import type { ChainState } from "../chain-state.js";
import type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "../kernel.js";
import { diagonalMetric } from "../metrics/diagonal.js";
import { metricFromData } from "../metrics/metric-from-data.js";
import { LARGEST_STEP_SIZE, StepSizeSearch } from "../step-size/search-step-size.js";
import { startNearby } from "./start-nearby.js";
import { startAt, startAtRandom } from "./starting-point.js";

/** How a chain begins. */
export interface ChainStart {
  /** The chain's own stream. */
  readonly stream: Rng;
  /** Iterations of warmup. */
  readonly warmup: number;
  /** The first position; random when not given. */
  readonly initial?: ArrayLike<number> | undefined;
  /** A step size and metric learned before, on a target much like this one, to begin with. */
  readonly learned?: Pick<ChainState, "stepSize" | "metric"> | undefined;
}

/**
 * A chain on one target, with all its buffers: it can be begun, or resumed from plain data, again and again. Each transition draws from the
 * stream's child of its number, so that it does not matter in what portions or where a chain is run.
 */
export class Chain {
  readonly point: ChainPoint;
  /** What happened in the last transition. */
  readonly transition: Transition;
  readonly tuning: Tuning;
  iteration = 0;
  warmup = 0;
  evaluations = 0;
  failure: string | null = null;
  private readonly adaptation: Adaptation;
  private readonly target: LogDensity;
  private readonly stepper: Stepper;
  private readonly search: StepSizeSearch;
  private readonly targetAcceptance: number | undefined;
  private readonly view: Warmup;
  private memory: object | null = null;
  private warm = false;
  private readonly rng: Rng = rngFromKey(0, 0);
  private readonly key = new Int32Array(2);
  private k0 = 0;
  private k1 = 0;

  /** Chains on one target that take turns share the buffers of the first. */
  constructor(target: LogDensity, kernel: Kernel, adaptation: Adaptation, first?: Chain) {
    this.target = target;
    this.adaptation = adaptation;
    this.targetAcceptance = kernel.targetAcceptance;
    this.stepper = first?.stepper ?? kernel.prepare(target);
    this.search = first?.search ?? new StepSizeSearch(target);
    this.transition = this.stepper.transition;
    const { dimension } = target;
    this.point = { position: new Float64Array(dimension), gradient: new Float64Array(dimension), logDensity: 0 };
    this.tuning = { stepSize: 1, metric: diagonalMetric(new Float64Array(dimension).fill(1)) };
    this.view = this.viewOfWarmup();
  }

  /** Begins anew; `caller` is the name in messages. */
  begin(caller: string, { stream, warmup, initial, learned }: ChainStart): void {
    [this.k0, this.k1] = streamKey(stream);
    const rng = stream.child("start");
    let evaluations = 1;
    if (initial === undefined && warmup > 0) evaluations = startNearby(caller, this.target, this.point, rng);
    else if (initial === undefined) startAtRandom(caller, this.target, this.point, rng);
    else startAt(caller, this.target, this.point, initial);
    this.iteration = 0;
    this.warmup = warmup;
    this.evaluations = evaluations;
    this.failure = null;
    const [k0, k1] = streamKey(rng.child("step-size"));
    restartStream(this.rng, k0, k1);
    this.warm = learned !== undefined;
    if (learned) {
      this.tuning.stepSize = learned.stepSize;
      this.tuning.metric = metricFromData(structuredClone(learned.metric));
    }
    this.memory = learned && warmup === 0 ? null : this.adaptation.begin(this.view);
    if (warmup === 0) this.memory = null;
  }

  /** Goes on from a state. */
  resume(state: ChainState): void {
    [this.k0, this.k1] = state.stream;
    this.iteration = state.iteration;
    this.warmup = state.warmup;
    this.evaluations = state.evaluations;
    this.failure = state.failure;
    this.point.position.set(state.position);
    this.point.gradient.set(state.gradient);
    this.point.logDensity = state.logDensity;
    this.tuning.stepSize = state.stepSize;
    this.tuning.metric = metricFromData(structuredClone(state.metric));
    this.memory = structuredClone(state.memory);
  }

  /** Where the chain is now; a copy. */
  state(): ChainState {
    const { position, gradient, logDensity } = this.point;
    return {
      format: "equipoise/chain-1",
      stream: [this.k0, this.k1],
      warmup: this.warmup,
      iteration: this.iteration,
      position: position.slice(),
      gradient: gradient.slice(),
      logDensity,
      stepSize: this.tuning.stepSize,
      metric: structuredClone(this.tuning.metric.data),
      memory: structuredClone(this.memory),
      evaluations: this.evaluations,
      failure: this.failure,
    };
  }

  /** Makes one transition, and learns from it during warmup. A chain that failed stays where it is. */
  advance(): void {
    if (this.failure !== null) return;
    childKeyInto(this.key, this.k0, this.k1, this.iteration);
    restartStream(this.rng, this.key[0], this.key[1]);
    this.stepper.step(this.point, this.tuning, this.rng);
    this.evaluations += this.transition.evaluations;
    if (this.memory !== null) {
      this.adaptation.learn(this.memory, this.view, this.iteration);
      if (this.iteration === this.warmup - 1) this.memory = null;
    }
    this.iteration++;
  }

  private viewOfWarmup(): Warmup {
    const chain = this;
    const { point, transition, tuning, targetAcceptance } = this;
    return {
      get length() {
        return chain.warmup;
      },
      get warm() {
        return chain.warm;
      },
      point,
      transition,
      tuning,
      targetAcceptance,
      searchStepSize: () => chain.searchStepSize(),
      curvaturesInto: (curvatures) => chain.search.curvaturesInto(curvatures, point, chain.rng),
    };
  }

  private searchStepSize(): number {
    const { tuning, targetAcceptance } = this;
    if (targetAcceptance === undefined) return tuning.stepSize;
    const found = this.search.run(this.point, tuning, targetAcceptance, this.rng);
    if (found > LARGEST_STEP_SIZE) {
      this.failure =
        "the posterior is improper: the log density stays the same however far one goes; give every parameter a proper prior";
    } else if (found === 0) {
      this.failure = `no step size, however small, is accepted from the position reached (log density ${this.point.logDensity})`;
    } else return found;
    return tuning.stepSize;
  }
}
