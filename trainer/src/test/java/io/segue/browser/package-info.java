/**
 * Owns how tests open pages in a real browser; {@link io.segue.browser.Browser} is the door. Other
 * modules have it too, so it knows nothing of Segue.
 */
@NullMarked
package io.segue.browser;

import org.jspecify.annotations.NullMarked;
