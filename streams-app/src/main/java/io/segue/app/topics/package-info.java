/**
 * Reading whole topics, by consumers that belong to no group: every instance reads everything.
 *
 * <p>Start at {@link io.segue.app.topics.WholeTopic}. May not depend on any other package of the
 * app.
 */
@NullMarked
package io.segue.app.topics;

import org.jspecify.annotations.NullMarked;
