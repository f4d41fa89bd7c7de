//! A linear scale with round ticks.

/// What stands between the ends of an axis, and where its ticks are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    min: f64,
    max: f64,
    pub ticks: Vec<f64>,
    /// How many digits the ticks need after the point.
    pub decimals: usize,
}

impl Scale {
    /// A scale for all of `values`, with about `count` steps between round ticks; it begins at zero if that is wanted,
    /// or if zero is not far from the values.
    pub(crate) fn covering(values: impl Iterator<Item = f64>, zero: bool, count: usize) -> Self {
        let finite = values.filter(|value| value.is_finite());
        let (mut min, mut max) = finite
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| {
                (min.min(value), max.max(value))
            });
        if min > max {
            (min, max) = (0.0, 1.0);
        }
        let near = min > 0.0 && min < 0.6 * max || max < 0.0 && max > 0.6 * min;
        if zero || near {
            (min, max) = (min.min(0.0), max.max(0.0));
        }
        if min == max {
            let half = if min == 0.0 { 1.0 } else { min.abs() / 2.0 };
            (min, max) = match min {
                0.0 => (0.0, 1.0),
                _ => (min - half, max + half),
            };
        }
        let step = round_step((max - min) / count.max(1) as f64);
        let (first, last) = ((min / step).floor() as i64, (max / step).ceil() as i64);
        let ticks = (first..=last).map(|n| n as f64 * step).collect();
        Self {
            min: first as f64 * step,
            max: last as f64 * step,
            ticks,
            decimals: (-step.log10().floor()).clamp(0.0, 9.0) as usize,
        }
    }

    /// How far a value is along the axis: 0 at its beginning, 1 at its end.
    pub(crate) fn at(&self, value: f64) -> f64 {
        ((value - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }
}

/// The next of 1, 2 and 5 with zeros after or before it.
fn round_step(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.log10().floor());
    let factor = raw / power;
    let round = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|round| factor <= round + 1e-9);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ticks(values: &[f64], zero: bool, count: usize) -> Vec<f64> {
        Scale::covering(values.iter().copied(), zero, count).ticks
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(
            ticks(&[12_000.0, 4_700.0], true, 4),
            [0.0, 5_000.0, 10_000.0, 15_000.0]
        );
        assert_eq!(
            ticks(&[0.7, 0.1], true, 4),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8]
        );
        assert_eq!(ticks(&[-30.0, 80.0], false, 4), [-50.0, 0.0, 50.0, 100.0]);
        assert_eq!(
            ticks(&[95.0, 100.0], false, 5),
            [95.0, 96.0, 97.0, 98.0, 99.0, 100.0]
        );
        assert_eq!(ticks(&[0.0], true, 4), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(&[], true, 2), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn ticks_say_how_precise_they_are() {
        let decimals = |values: &[f64]| Scale::covering(values.iter().copied(), true, 4).decimals;
        assert_eq!(decimals(&[15_000.0]), 0);
        assert_eq!(decimals(&[0.7]), 1);
        assert_eq!(decimals(&[0.03]), 2);
    }

    proptest! {
        #[test]
        fn a_scale_covers_its_values(values in proptest::collection::vec(-1e15..1e15_f64, 0..20), zero: bool, count in 1..9_usize) {
            let scale = Scale::covering(values.iter().copied(), zero, count);
            prop_assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= count + 3, "{scale:?}");
            prop_assert!(scale.ticks.windows(2).all(|pair| pair[0] < pair[1]));
            for value in values {
                let at = scale.at(value);
                prop_assert!((0.0..=1.0).contains(&at));
                prop_assert!(value >= scale.ticks[0] - 1e-3 && value <= scale.ticks[scale.ticks.len() - 1] + 1e-3);
            }
        }
    }
}
