//! Splitting an amount so that not one fen is lost or made.

use std::cmp::Reverse;

use super::{AmountError, Fen};

/// Parts of one amount: far more than the lines of a county, far less than a slip of the keyboard.
const PARTS_MAX: usize = 1_000_000;

impl Fen {
    /// Split the amount in proportion to weights, by the largest remainder (最大余数法).
    ///
    /// Each part is its exact share, cut to whole fen towards zero. What is left is given out one
    /// fen at a time to the parts that were cut most; of equal ones, to the earlier. A part of
    /// weight zero is zero. A negative amount is split like its opposite.
    ///
    /// # Shape
    ///
    /// One part for each weight, in their order; together exactly the amount.
    ///
    /// # Errors
    ///
    /// [`AmountError::Unsplittable`] when the weights add up to nothing, or are more than a
    /// million.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::Fen;
    ///
    /// let parts = Fen::new(100).split(&[1, 1, 1]).unwrap();
    /// assert_eq!(parts, [34, 33, 33].map(Fen::new));
    /// assert_eq!(Fen::new(100).split(&[2, 0, 1]).unwrap(), [67, 0, 33].map(Fen::new));
    /// ```
    pub fn split(self, weights: &[u64]) -> Result<Vec<Self>, AmountError> {
        require_few(weights.len())?;
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        let size = u128::from(self.get().unsigned_abs());
        let mut shares = Vec::with_capacity(weights.len());
        for weight in weights.iter().copied().map(u128::from) {
            // Below 2^63 times 2^64: it fits.
            let exact = size.checked_mul(weight).ok_or(AmountError::Overflow)?;
            let share = exact.checked_div(total).ok_or(AmountError::Unsplittable {
                reason: "the weights add up to nothing",
            })?;
            shares.push((share, exact.checked_rem(total).unwrap_or_default()));
        }
        if shares.is_empty() {
            return Err(AmountError::Unsplittable {
                reason: "there are no parts",
            });
        }
        let given: u128 = shares.iter().map(|(share, _)| *share).sum();
        let left = usize::try_from(size.saturating_sub(given));
        let left = left.map_err(|_| AmountError::Overflow)?;
        let mut order: Vec<usize> = (0..shares.len()).collect();
        // A stable sort keeps the earlier of equal remainders in front.
        order.sort_by_key(|at| Reverse(shares.get(*at).map(|(_, remainder)| *remainder)));
        for at in order.into_iter().take(left) {
            if let Some((share, _)) = shares.get_mut(at) {
                *share = share.saturating_add(1);
            }
        }
        let parts = shares.into_iter().map(|(share, _)| self.signed_like(share));
        parts.collect()
    }

    /// Split the amount into equal parts; of the fen left over, the earlier parts get one each.
    ///
    /// # Shape
    ///
    /// As many parts as asked for, none smaller than a later one; together exactly the amount.
    ///
    /// # Errors
    ///
    /// [`AmountError::Unsplittable`] for no parts, or more than a million.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::Fen;
    ///
    /// let months = Fen::parse_yuan("1000.00").unwrap().split_evenly(12).unwrap();
    /// assert_eq!(months[3].to_yuan_string(), "83.34");
    /// assert_eq!(months[4].to_yuan_string(), "83.33");
    /// assert_eq!(Fen::sum(months).unwrap().to_yuan_string(), "1000.00");
    /// ```
    pub fn split_evenly(self, parts: usize) -> Result<Vec<Self>, AmountError> {
        require_few(parts)?;
        self.split(&vec![1; parts])
    }

    /// Return a size with this amount's sign.
    fn signed_like(self, size: u128) -> Result<Self, AmountError> {
        let size = i128::try_from(size).map_err(|_| AmountError::Overflow)?;
        let signed = if self.get() < 0 {
            size.saturating_neg()
        } else {
            size
        };
        let fen = i64::try_from(signed).map_err(|_| AmountError::Overflow)?;
        Ok(Self::new(fen))
    }
}

fn require_few(parts: usize) -> Result<(), AmountError> {
    if parts > PARTS_MAX {
        return Err(AmountError::Unsplittable {
            reason: "there are more than 1000000 parts",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AmountError, Fen, PARTS_MAX};

    fn split(fen: i64, weights: &[u64]) -> Vec<i64> {
        let parts = Fen::new(fen).split(weights).unwrap();
        parts.into_iter().map(Fen::get).collect()
    }

    #[test]
    fn the_largest_remainder_gets_the_fen_and_the_earlier_of_equal_ones() {
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(split(200, &[1, 1, 1]), [67, 67, 66]);
        assert_eq!(split(10, &[6, 1, 3]), [6, 1, 3]);
        // 4.5, 3.3 and 1.2: the half is the largest remainder.
        assert_eq!(split(9, &[15, 11, 4]), [5, 3, 1]);
        assert_eq!(split(-100, &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(split(5, &[0, 0, 9]), [0, 0, 5]);
        assert_eq!(split(0, &[3, 4]), [0, 0]);
        assert_eq!(split(i64::MIN, &[u64::MAX]), [i64::MIN]);
    }

    #[test]
    fn without_weights_there_is_nothing_to_split_by() {
        let refused = |weights: &[u64]| Fen::new(1).split(weights).unwrap_err();
        for error in [
            refused(&[]),
            refused(&[0, 0]),
            Fen::new(1).split_evenly(0).unwrap_err(),
            Fen::new(1).split_evenly(usize::MAX).unwrap_err(),
            Fen::new(1).split_evenly(PARTS_MAX + 1).unwrap_err(),
        ] {
            assert!(matches!(error, AmountError::Unsplittable { .. }), "{error}");
            assert_eq!(error.token(), "split_invalid");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_part_is_a_whole_fen_off(
            fen: i64,
            weights in prop::collection::vec(prop_oneof![Just(0), 0..9_u64, any::<u64>()], 1..40),
        ) {
            let total: u128 = weights.iter().copied().map(u128::from).sum();
            prop_assume!(total > 0);
            let parts = split(fen, &weights);
            prop_assert_eq!(parts.iter().copied().map(i128::from).sum::<i128>(), i128::from(fen));
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = u128::from(fen.unsigned_abs()) * u128::from(*weight);
                let part = u128::from(part.unsigned_abs());
                prop_assert!(part == exact / total || part == exact.div_ceil(total));
            }
        }

        #[test]
        fn equal_parts_differ_by_at_most_one_fen(fen: i64, parts in 1_usize..400) {
            let parts = Fen::new(fen).split_evenly(parts).unwrap();
            let sizes: Vec<_> = parts.iter().map(|part| part.get().unsigned_abs()).collect();
            prop_assert!(sizes.is_sorted_by(|one, next| one >= next));
            prop_assert!(sizes.first().zip(sizes.last()).is_some_and(|(most, least)| most - least <= 1));
            prop_assert_eq!(Fen::sum(parts), Ok(Fen::new(fen)));
        }
    }
}
