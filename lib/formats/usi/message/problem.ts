/** One thing in a request that breaks the contract: where, as a path of element names, and a sentence about it. */
export type UsiProblem = { readonly path: string; readonly problem: string }
