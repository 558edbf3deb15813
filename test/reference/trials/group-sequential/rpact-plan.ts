/** The options of a plan that say what rpact's design functions are asked for. */
import {
  type BoundaryFamily,
  betaSpending,
  type Futility,
  fixedFutility,
  type GroupSequentialPlanOptions,
  haybittlePeto,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  noEarlyEfficacy,
  obrienFleming,
  pampallonaTsiatis,
  pocock,
  pointsSpending,
  type Spending,
  wangTsiatis,
} from "../../../../src/trials/group-sequential/index.js";

/** Arguments of getDesignGroupSequential or getDesignInverseNormal; rpact's defaults are α = 0.025, β = 0.2, 3 looks, O'Brien–Fleming. */
export interface RpactArguments {
  readonly kMax?: number;
  readonly informationRates?: readonly number[];
  readonly alpha?: number;
  readonly beta?: number;
  readonly sided?: 1 | 2;
  readonly typeOfDesign?: string;
  readonly deltaWT?: number;
  readonly deltaPT1?: number;
  readonly deltaPT0?: number;
  readonly gammaA?: number;
  readonly gammaB?: number;
  readonly typeBetaSpending?: string;
  readonly userAlphaSpending?: readonly number[];
  readonly userBetaSpending?: readonly number[];
  readonly futilityBounds?: number | readonly number[];
  readonly bindingFutility?: boolean;
  readonly betaAdjustment?: boolean;
  readonly twoSidedPower?: boolean;
  readonly optimizationCriterion?: string;
  readonly delayedInformation?: number | readonly number[];
}

const last = (values: readonly number[]) => values[values.length - 1];

export function planOptions(a: RpactArguments): GroupSequentialPlanOptions {
  const { userAlphaSpending: userAlpha, userBetaSpending: userBeta, futilityBounds } = a;
  const listed =
    a.informationRates?.length ?? userAlpha?.length ?? (Array.isArray(futilityBounds) ? futilityBounds.length + 1 : 3);
  const looks = a.kMax ?? listed;
  const rates = a.informationRates ?? Array.from({ length: looks }, (_, k) => (k + 1) / looks);
  const end = last(rates);
  const points = (spent: readonly number[]) =>
    pointsSpending({ times: rates.slice(0, -1), shares: spent.slice(0, -1).map((amount) => amount / last(spent)) });
  const futility = futilityOf(a, points);
  return {
    fractions: rates.map((t) => t / end),
    alpha: userAlpha ? last(userAlpha) : (a.alpha ?? 0.025),
    power: 1 - (userBeta ? last(userBeta) : (a.beta ?? 0.2)),
    sided: a.sided ?? 1,
    efficacy: efficacyOf(a, points),
    binding: a.bindingFutility ?? false,
    ...(futility && { futility }),
    // Information that ends before 1: spent by the time, and no more.
    ...(end < 1 && { spendingTimes: rates }),
    ...(a.twoSidedPower && { twoSidedPower: true }),
  };
}

type Points = (spent: readonly number[]) => Spending;

function efficacyOf(a: RpactArguments, points: Points): Spending | BoundaryFamily {
  const makers: Record<string, () => Spending | BoundaryFamily> = {
    OF: () => obrienFleming(),
    WT: () => wangTsiatis({ delta: a.deltaWT as number }),
    PT: () => wangTsiatis({ delta: a.deltaPT1 as number }),
    P: () => pocock(),
    HP: () => haybittlePeto(),
    noEarlyEfficacy: () => noEarlyEfficacy(),
    asOF: () => lanDeMetsObrienFleming(),
    asP: () => lanDeMetsPocock(),
    asHSD: () => hwangShihDeCani({ gamma: a.gammaA as number }),
    asKD: () => kimDeMets({ rho: a.gammaA as number }),
    asUser: () => points(a.userAlphaSpending as readonly number[]),
  };
  return makers[a.typeOfDesign ?? "OF"]();
}

function futilityOf(a: RpactArguments, points: Points): Futility | undefined {
  if (a.typeOfDesign === "PT") return pampallonaTsiatis({ delta: a.deltaPT0 as number });
  const makers: Record<string, () => Spending> = {
    bsOF: () => lanDeMetsObrienFleming(),
    bsP: () => lanDeMetsPocock(),
    bsHSD: () => hwangShihDeCani({ gamma: a.gammaB as number }),
    bsKD: () => kimDeMets({ rho: a.gammaB as number }),
    bsUser: () => points(a.userBetaSpending as readonly number[]),
  };
  if (a.typeBetaSpending) return betaSpending({ spending: makers[a.typeBetaSpending](), adjusted: a.betaAdjustment ?? true });
  if (a.futilityBounds === undefined) return undefined;
  return fixedFutility({ z: typeof a.futilityBounds === "number" ? [a.futilityBounds] : a.futilityBounds });
}
