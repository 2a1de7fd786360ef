import fc from 'fast-check';
import 'reflect-metadata';

// Properties meet the same cases every time, so that a failure is the change's own and can be repeated.
// PROPERTY_SEED=<whole number> goes looking for others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20260301) });
