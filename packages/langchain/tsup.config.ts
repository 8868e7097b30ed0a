export { default } from '../../tsup.portable.ts';
