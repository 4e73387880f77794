import type {
  ChoiceParticle,
  ComplexType,
  ElementParticle,
  Particle,
  SimpleBase,
  SimpleType,
  Type,
  ValueOf,
} from './types.ts'

type Facets = Omit<SimpleType, 'kind' | 'base' | '__value'>

type Merged<All> = (All extends unknown ? (one: All) => void : never) extends (whole: infer Whole) => void
  ? { [Key in keyof Whole]: Whole[Key] }
  : never

type ValueOfAll<Particles extends readonly Particle[]> = Merged<ValueOf<Particles[number]>>

/** Text with limits. */
export function text(facets: Facets = {}): SimpleType<string> {
  return { kind: 'simple', base: 'string', ...facets }
}

/** One of a few words. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
  name?: string,
): SimpleType<Values[number]> {
  return { kind: 'simple', base: 'string', values, name }
}

/** A whole number of 32 bits. */
export function int(facets: Facets = {}): SimpleType<number> {
  return { kind: 'simple', base: 'int', ...facets }
}

export const boolean: SimpleType<boolean> = { kind: 'simple', base: 'boolean' }

/** A calendar day; reads as its ISO form without a zone. */
export const date = simple<string>('date')

/** A moment; ISO text. */
export const dateTime = simple<string>('dateTime')

/** A calendar day, or a year and a month. */
export const dateOrYearMonth = simple<string>('dateOrYearMonth')

function simple<Value>(base: SimpleBase): SimpleType<Value> {
  return { kind: 'simple', base }
}

/** A type made of elements in this order. */
export function sequence<const Particles extends readonly Particle[]>(
  name: string | undefined,
  ...particles: Particles
): ComplexType<ValueOfAll<Particles>> {
  return { kind: 'complex', name, particles }
}

/** An abstract type and those that extend it; reads with the name of the variant in `type`. */
export function variants<const Variants extends readonly ComplexType[]>(
  name: string,
  all: Variants,
): ComplexType<{ [At in keyof Variants]: ValueOf<Variants[At]> & { type: string } }[number]> {
  return {
    kind: 'complex',
    name,
    particles: [],
    abstract: true,
    variants: all.map((one) => ({ ...one, extends: name })),
  }
}

/** An element that must be there once. */
export function element<const Name extends string, Value>(
  name: Name,
  type: Type<Value>,
  more: Pick<ElementParticle, 'key'> = {},
): ElementParticle & Particle<{ [Key in Name]: Value }> {
  return { kind: 'element', name, type, min: 1, max: 1, many: false, nillable: false, ...more }
}

/** An element that may be there once. */
export function optional<const Name extends string, Value>(
  name: Name,
  type: Type<Value>,
  more: Partial<Pick<ElementParticle, 'nillable'>> = {},
): ElementParticle & Particle<{ [Key in Name]?: Value }> {
  return { kind: 'element', name, type, min: 0, max: 1, many: false, nillable: false, ...more }
}

/** An element that may be there several times; reads as an array. */
export function many<const Name extends string, Value>(
  name: Name,
  type: Type<Value>,
  { min = 1, max = Number.POSITIVE_INFINITY }: { min?: 0 | 1; max?: number } = {},
): ElementParticle & Particle<{ [Key in Name]: Value[] }> {
  return { kind: 'element', name, type, min, max, many: true, nillable: false }
}

/** Either these elements or those. */
export function choice<const Options extends readonly (readonly (ElementParticle & Particle)[])[]>(
  min: 0 | 1,
  ...options: Options
): ChoiceParticle & Particle<Partial<ValueOfAll<Options[number]>>> {
  return { kind: 'choice', min, options }
}
