/**
 * Types of XML Schema, as far as the USI contract uses them, as data. From the same rows come the reader that checks a
 * request, the writer of an answer, and the schema in the WSDL, so that the three cannot disagree.
 */
export type SimpleType<Value = unknown> = {
  readonly kind: 'simple'
  /** Name of the type in the WSDL; a type without a name is written where it is used. */
  readonly name?: string
  readonly base: SimpleBase
  readonly values?: readonly string[]
  /** Lengths in characters. */
  readonly length?: number
  readonly minLength?: number
  readonly maxLength?: number
  /** A pattern of XML Schema, which always covers the whole value. */
  readonly pattern?: string
  readonly maxInclusive?: number
  readonly __value?: Value
}

export type SimpleBase = 'string' | 'int' | 'boolean' | 'date' | 'dateTime' | 'dateOrYearMonth'

export type ComplexType<Value = unknown> = {
  readonly kind: 'complex'
  readonly name?: string
  readonly particles: readonly Particle[]
  /** Stands for one of its `variants`, named by `xsi:type`. */
  readonly abstract?: boolean
  readonly variants?: readonly ComplexType[]
  /** Name of the abstract type that this one extends. */
  readonly extends?: string
  readonly __value?: Value
}

export type Type<Value = unknown> = SimpleType<Value> | ComplexType<Value>

export type ElementParticle = {
  readonly kind: 'element'
  readonly name: string
  readonly type: Type
  readonly min: 0 | 1
  readonly max: number
  /** Reads as an array. */
  readonly many: boolean
  readonly nillable: boolean
  /** The values of `field` in the children `of` must differ. */
  readonly key?: { readonly name: string; readonly of: string; readonly field: string }
}

export type ChoiceParticle = {
  readonly kind: 'choice'
  readonly min: 0 | 1
  readonly options: readonly (readonly ElementParticle[])[]
}

/** `Value` is what the particle adds to the value of its type. */
export type Particle<Value = unknown> = (ElementParticle | ChoiceParticle) & { readonly __value?: Value }

/** The TypeScript type of what a schema type reads as. */
export type ValueOf<Of> = Of extends { readonly __value?: infer Value } ? Exclude<Value, undefined> : never
