/** Puts tasks into as few loops as their dependencies allow. */
import type { Axis } from "../axis.js";
import type { Dependency, Order, Task } from "./task.js";

/** One loop over an axis (null: code that runs once), or one call of an operator, with all it does. */
export interface Plan {
  readonly kind: Task["kind"];
  readonly axis: Axis | null;
  readonly order: Order;
  readonly tasks: Task[];
}

/** Plans in the order in which they run. Tasks come each after those that it depends on. */
export function planLoops(tasks: readonly Task[]): Plan[] {
  setLimits(tasks);
  const plans: Plan[] = [];
  let waiting = [...tasks];
  for (let tick = 0; waiting.length > 0; tick++) {
    for (const kind of ["once", "loop", "operator"] as const) {
      const open: Plan[] = [];
      while (planDue(waiting, tick, kind, open, plans)) waiting = waiting.filter(({ time }) => time < 0);
    }
  }
  return plans;
}

const ranks = { once: 0, loop: 1, operator: 2 } as const;

/** From the first to the last tick at which each can be done without making anything later. */
function setLimits(tasks: readonly Task[]): void {
  let end = 0;
  for (const task of tasks) {
    for (const dependency of task.dependencies.values())
      task.earliest = Math.max(task.earliest, dependency.task.earliest + task.delayAfter(dependency));
    end = Math.max(end, 3 * task.earliest + ranks[task.kind]);
  }
  for (let i = tasks.length - 1; i >= 0; i--) {
    const task = tasks[i];
    task.latest = Math.min(task.latest, Math.floor((end - ranks[task.kind]) / 3));
    for (const dependency of task.dependencies.values())
      dependency.task.latest = Math.min(dependency.task.latest, task.latest - task.delayAfter(dependency));
  }
}

/** Adds to the plans of this tick: where a task cannot wait, all that are ready for the same loop join it. Whether anything was added. */
function planDue(waiting: readonly Task[], tick: number, kind: Task["kind"], open: Plan[], plans: Plan[]): boolean {
  const ready = waiting.filter((task) => task.kind === kind && isReady(task, tick));
  const axes = new Set(ready.filter(({ latest }) => latest <= tick).map(({ axis }) => axis));
  let added = false;
  for (const task of ready) {
    const order = orderAt(task, tick);
    if (order === undefined) continue;
    let plan = open.find((one) => one.axis === task.axis && one.order === order);
    if (plan === undefined && !axes.has(task.axis)) continue;
    if (plan === undefined || kind === "operator") {
      plan = { kind, axis: task.axis, order, tasks: [] };
      open.push(plan);
      plans.push(plan);
    }
    task.time = tick;
    task.order = order;
    plan.tasks.push(task);
    added = true;
  }
  return added;
}

const isReady = (task: Task, tick: number): boolean => {
  for (const dependency of task.dependencies.values()) {
    const { time } = dependency.task;
    if (time < 0 || time + task.delayAfter(dependency) > tick) return false;
  }
  return true;
};

/** The order of the loop in which a task can run now; undefined: it must wait for the loops of this tick to end. */
function orderAt(task: Task, tick: number): Order | undefined {
  const inLoop = [...task.dependencies.values()].filter((dependency) => mustShareLoop(task, dependency, tick));
  const orders = new Set(inLoop.map((dependency) => dependency.task.order));
  if (task.order !== "any") return task.order;
  if (orders.size > 1) return undefined;
  for (const order of orders) return order;
  return "any";
}

const mustShareLoop = (task: Task, { task: other, sameRow }: Dependency, tick: number): boolean =>
  sameRow && task.kind === "loop" && other.kind === "loop" && other.time === tick;
