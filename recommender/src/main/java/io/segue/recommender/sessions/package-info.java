/**
 * Past sessions, and what can be read off them while a query waits. Entry: {@link
 * io.segue.recommender.sessions.SessionIndex}. Depends on nothing else of Segue.
 */
@NullMarked
package io.segue.recommender.sessions;

import org.jspecify.annotations.NullMarked;
