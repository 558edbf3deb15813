/** An order of elimination that keeps a sparse factor sparse. */
import type { SparseSymmetric } from "./sparse-symmetric.js";

/**
 * Returns a fill-reducing order: entry k is the row and column to eliminate at step k.
 *
 * At each step it takes the variable with the fewest neighbors in the graph of what is left. The graph is kept as
 * variables and elements (the cliques that eliminations leave behind), and degrees are bounds from above. Ties go to the
 * variable whose degree changed last; the order depends on the pattern alone.
 *
 * Source: amestoy1996approximate (without supervariables).
 */
export function minimumDegreeOrder(matrix: SparseSymmetric): Int32Array {
  const graph = new QuotientGraph(matrix);
  const order = new Int32Array(matrix.size);
  for (let step = 0; step < matrix.size; step++) order[step] = graph.eliminate(step);
  return order;
}

class QuotientGraph {
  private readonly size: number;
  /** The neighbors of each variable that are not joined to it by an element. */
  private readonly variables: number[][];
  /** The elements of each variable. */
  private readonly elements: number[][];
  /** The variables of each element; empty once it is absorbed. */
  private readonly members: number[][];
  private readonly degrees: Int32Array;
  private readonly queue: DegreeQueue;
  private readonly eliminated: Uint8Array;
  private readonly marks: Int32Array;
  private mark = 0;
  /** |element \ pivot's element| at the step in `outsideSteps`. */
  private readonly outside: Int32Array;
  private readonly outsideSteps: Int32Array;

  constructor(matrix: SparseSymmetric) {
    const n = matrix.size;
    this.size = n;
    this.variables = Array.from({ length: n }, () => []);
    this.elements = Array.from({ length: n }, () => []);
    this.members = Array.from({ length: n }, () => []);
    for (let j = 0; j < n; j++) {
      for (let k = matrix.columnStarts[j]; k < matrix.columnStarts[j + 1]; k++) {
        const i = matrix.rows[k];
        if (i === j) continue;
        this.variables[i].push(j);
        this.variables[j].push(i);
      }
    }
    this.degrees = Int32Array.from(this.variables, (list) => list.length);
    this.eliminated = new Uint8Array(n);
    this.marks = new Int32Array(n);
    this.outside = new Int32Array(n);
    this.outsideSteps = new Int32Array(n).fill(-1);
    this.queue = new DegreeQueue(n);
    for (let i = n - 1; i >= 0; i--) this.queue.insert(i, this.degrees[i]);
  }

  /** Eliminates the next pivot, which becomes an element, and returns it. */
  eliminate(step: number): number {
    const pivot = this.queue.removeSmallest();
    this.eliminated[pivot] = 1;
    const neighbors = this.collectNeighbors(pivot);
    this.countOutside(neighbors, step);
    for (const i of neighbors) this.update(i, pivot, neighbors.length, step);
    return pivot;
  }

  /** The variables joined to the pivot, marked; they are the members of the new element, which absorbs the pivot's. */
  private collectNeighbors(pivot: number): number[] {
    const mark = ++this.mark;
    this.marks[pivot] = mark;
    const neighbors: number[] = [];
    const collect = (list: readonly number[]): void => {
      for (const i of list) {
        if (this.eliminated[i] === 1 || this.marks[i] === mark) continue;
        this.marks[i] = mark;
        neighbors.push(i);
      }
    };
    collect(this.variables[pivot]);
    for (const element of this.elements[pivot]) {
      collect(this.members[element]);
      this.members[element] = [];
    }
    this.variables[pivot] = [];
    this.elements[pivot] = [];
    this.members[pivot] = neighbors;
    return neighbors;
  }

  private countOutside(neighbors: readonly number[], step: number): void {
    for (const i of neighbors) {
      for (const element of this.elements[i]) {
        if (this.outsideSteps[element] !== step) {
          this.outsideSteps[element] = step;
          this.outside[element] = this.alive(element);
        }
        this.outside[element]--;
      }
    }
  }

  /** How many variables of an element are left; also forgets those that are not. */
  private alive(element: number): number {
    const left = this.members[element].filter((i) => this.eliminated[i] === 0);
    this.members[element] = left;
    return left.length;
  }

  private update(i: number, pivot: number, pivotSize: number, step: number): void {
    const elements: number[] = [];
    let outside = 0;
    for (const element of this.elements[i]) {
      // An element inside the new one says nothing more.
      if (this.members[element].length === 0 || this.outside[element] === 0) continue;
      elements.push(element);
      outside += this.outside[element];
    }
    elements.push(pivot);
    this.elements[i] = elements;
    const mark = this.mark;
    this.variables[i] = this.variables[i].filter((j) => this.eliminated[j] === 0 && this.marks[j] !== mark);
    const beside = pivotSize - 1;
    const bound = Math.min(this.size - step - 2, this.degrees[i] + beside, this.variables[i].length + beside + outside);
    this.queue.remove(i, this.degrees[i]);
    this.degrees[i] = bound;
    this.queue.insert(i, bound);
  }
}

/** Variables by degree: a doubly linked list for each degree. */
class DegreeQueue {
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  private readonly former: Int32Array;
  private smallest = 0;

  constructor(size: number) {
    this.first = new Int32Array(size + 1).fill(-1);
    this.next = new Int32Array(size).fill(-1);
    this.former = new Int32Array(size).fill(-1);
  }

  insert(i: number, degree: number): void {
    const follower = this.first[degree];
    this.next[i] = follower;
    this.former[i] = -1;
    if (follower >= 0) this.former[follower] = i;
    this.first[degree] = i;
    this.smallest = Math.min(this.smallest, degree);
  }

  remove(i: number, degree: number): void {
    const { next, former } = this;
    if (former[i] >= 0) next[former[i]] = next[i];
    else this.first[degree] = next[i];
    if (next[i] >= 0) former[next[i]] = former[i];
  }

  /** Takes out a variable of the smallest degree; there must be one. */
  removeSmallest(): number {
    while (this.first[this.smallest] < 0) this.smallest++;
    const i = this.first[this.smallest];
    this.remove(i, this.smallest);
    return i;
  }
}
