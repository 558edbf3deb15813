/** When a design wants to look at its data next: plain data, combined with "and" and "or". */

export type Milestone =
  /** `count` patients have been enrolled in all. */
  | { readonly kind: "enrolled"; readonly count: number }
  /** `count` patients have a complete observation (patients lost to follow-up do not count). */
  | { readonly kind: "evaluated"; readonly count: number }
  /** Nobody is waited for: the follow-up of every enrolled patient (or of the `first` ones enrolled) has ended. */
  | { readonly kind: "followed-up"; readonly first?: number }
  /** Every enrolled patient has been followed for `time`, or their follow-up has ended. */
  | { readonly kind: "followed-for"; readonly time: number }
  /** The endpoint's information, summed over arms, is at least `amount`. */
  | { readonly kind: "information"; readonly amount: number }
  /** `time` has passed since the trial opened. */
  | { readonly kind: "calendar"; readonly time: number }
  | { readonly kind: "all"; readonly of: readonly Milestone[] }
  | { readonly kind: "any"; readonly of: readonly Milestone[] };
