/**
 * The card of a training run: what was trained on, what was tried, what was chosen and how good it
 * is, as an HTML page, as JSON and as Markdown.
 *
 * <p>Owns what is on the card and how it looks. Start at {@link io.segue.trainer.card.Card}; {@link
 * io.segue.trainer.card.CardMaker} makes one. May not depend on publishing, the pipeline or
 * commands.
 */
@NullMarked
package io.segue.trainer.card;

import org.jspecify.annotations.NullMarked;
