/** Names become keys in the same way everywhere, so that a proposal finds the record that an import created. */
export { toKeyPart as slugify } from '@chancery/reader/slugify';
