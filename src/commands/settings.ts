import { ConfigError, readConfig, type Config } from '../config.js';
import { UsageError } from './command.js';

/** The settings of the environment; a wrong one is wrong usage too. */
export function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}

/** What the environment wants texts in: `zh_CN.UTF-8` for one; empty where it says nothing. */
export function locale(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return LC_ALL || LC_MESSAGES || LANG || '';
}
