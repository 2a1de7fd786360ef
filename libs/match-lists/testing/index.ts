export { EconomyBuilder, valueOf } from './economy.builder.js';
